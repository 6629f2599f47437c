import Clusterers
import Fitting
import Kernels

/// Parts of labelled samples that are held out in turn: whole places of every class, so that no
/// sample is judged by its own surroundings.
struct PlaceFolds: Sendable {
  /// Most parts that the places of a class are divided into.
  static let most = 5

  /// The part that every sample is held out with; nil in classes of a single place.
  let parts: [Int?]
  let count: Int

  init(_ known: KnownSamples, seed: UInt64, most: Int = Self.most) {
    let hash = CounterRandom(seed: seed, stream: 23)
    var parts = [Int?](repeating: nil, count: known.count)
    var count = 0
    for members in known.members {
      let order = Set(members.map { known.places[$0] }).sorted {
        (hash.bits(UInt64($0)), $0) < (hash.bits(UInt64($1)), $1)
      }
      guard order.count > 1 else { continue }
      let used = min(most, order.count)
      let part = Dictionary(
        uniqueKeysWithValues: order.enumerated().map { ($1, $0 % used) })
      for index in members { parts[index] = part[known.places[index]] }
      count = max(count, used)
    }
    self.parts = parts
    self.count = count
  }

  func heldOut(_ part: Int) -> [Int] { parts.indices.filter { parts[$0] == part } }
  func kept(_ part: Int) -> [Int] { parts.indices.filter { parts[$0] != part } }
}

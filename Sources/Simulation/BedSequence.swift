import Kernels

/// The beds in the order of the stratigraphic coordinate: which unit each one
/// is, and where it ends. Every layered unit comes back in several beds.
struct BedSequence: Sendable {
  /// Index of the unit of each bed.
  let units: [Int]
  /// Coordinates between neighbouring beds; one fewer than the beds.
  let contacts: [Float]
  private let lookup: [UInt8]
  private let origin: Float
  private let scale: Float

  /// Beds of irregular thickness whose shares of `coordinates` (a sample of
  /// the scene) are what the draw says.
  init(layeredUnits: Int, coordinates: [Float], seed: UInt64) {
    var random = RandomSequence(seed: seed, stream: 0x6265_6473)
    var order: [Int] = []
    for _ in 0..<(layeredUnits > 4 ? 2 : 3) {
      var turn = Array(0..<layeredUnits)
      random.shuffle(&turn)
      if turn.count > 1, turn.first == order.last { turn.swapAt(0, 1) }
      order += turn
    }
    let thickness = order.map { _ in 0.45 + random.uniform() }
    let total = thickness.reduce(0, +)
    var reached = 0.0
    var ends: [Double] = []
    for value in thickness.dropLast() {
      reached += value / total
      ends.append(reached)
    }
    let sorted = coordinates.sorted()
    units = order
    contacts = ends.map { Quantile.of(sorted: sorted, share: $0) }
    (lookup, origin, scale) = Self.table(contacts)
  }

  private static func table(_ contacts: [Float]) -> ([UInt8], Float, Float) {
    let low = contacts.first ?? 0
    let span = max(1e-6, (contacts.last ?? 1) - low)
    let bins = 1024
    let table = (0..<bins).map { bin in
      let s = low + span * Float(bin) / Float(bins)
      return UInt8(contacts.count { $0 < s })
    }
    return (table, low, Float(bins) / span)
  }

  /// The bed at a coordinate.
  func bed(at s: Float) -> Int {
    let bin = min(Float(lookup.count - 1), max(0, (s - origin) * scale))
    var bed = Int(lookup[Int(bin)])
    while bed > 0, contacts[bed - 1] >= s { bed -= 1 }
    while bed < contacts.count, contacts[bed] < s { bed += 1 }
    return bed
  }
}

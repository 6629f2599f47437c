import Kernels

/// A uniform sample of rows of unknown number: those with the smallest hash of
/// (seed, row), so that it does not depend on how the rows come.
struct RowSample {
  private let width: Int
  private let random: CounterRandom
  private var choice: SmallestHashes
  /// Values of the rows that may be chosen.
  private var kept: [Int: [Float]] = [:]

  init(limit: Int, width: Int, seed: UInt64) {
    choice = SmallestHashes(size: limit)
    self.width = width
    random = CounterRandom(seed: seed, stream: 0x726f_7773)
  }

  mutating func add(_ row: Int, _ values: ArraySlice<Float>) {
    let hash = random.bits(UInt64(row))
    guard hash <= choice.bound else { return }
    choice.add(hash, row)
    kept[row] = Array(values)
    if choice.isFull { shrink() }
  }

  private mutating func shrink() {
    for dropped in choice.shrink() { kept[dropped.position] = nil }
  }

  /// The rows, ascending, and their values [feature][row].
  mutating func finish() -> (rows: [Int], values: PlanarMatrix) {
    shrink()
    let rows = choice.candidates.map(\.position).sorted()
    var matrix = PlanarMatrix(features: width, count: rows.count)
    for (place, row) in rows.enumerated() {
      for (feature, value) in (kept[row] ?? []).enumerated() { matrix[feature, place] = value }
    }
    return (rows, matrix)
  }
}

import Kernels

/// A uniform sample of rows of unknown number: those with the smallest hash of
/// (seed, row), so that it does not depend on how the rows come.
struct RowSample {
  private let limit: Int
  private let width: Int
  private let random: CounterRandom
  private var kept: [(hash: UInt64, row: Int, values: ArraySlice<Float>)] = []
  /// Rows that no later one above this hash can displace.
  private var bound = UInt64.max

  init(limit: Int, width: Int, seed: UInt64) {
    self.limit = limit
    self.width = width
    random = CounterRandom(seed: seed, stream: 0x726f_7773)
  }

  mutating func add(_ row: Int, _ values: ArraySlice<Float>) {
    let hash = random.bits(UInt64(row))
    guard hash <= bound else { return }
    // A copy, so that the block it comes from is not held.
    kept.append((hash, row, ArraySlice(Array(values))))
    if kept.count >= 2 * limit { shrink() }
  }

  private mutating func shrink() {
    kept.sort { ($0.hash, $0.row) < ($1.hash, $1.row) }
    if kept.count > limit {
      kept.removeLast(kept.count - limit)
      bound = kept.last?.hash ?? .max
    }
  }

  /// The rows, ascending, and their values [feature][row].
  mutating func finish() -> (rows: [Int], values: PlanarMatrix) {
    shrink()
    kept.sort { $0.row < $1.row }
    var matrix = PlanarMatrix(features: width, count: kept.count)
    for (place, one) in kept.enumerated() {
      for (feature, value) in one.values.enumerated() { matrix[feature, place] = value }
    }
    return (kept.map(\.row), matrix)
  }
}

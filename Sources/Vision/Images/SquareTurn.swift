/// One of the eight rotations and reflections of a square, 0..<8, of which 0
/// leaves it as it is: bit 2 swaps rows and columns, then bit 1 turns the rows'
/// order about and bit 0 the columns'.
struct SquareTurn: Sendable, Equatable {
  static let all = (0..<8).map(SquareTurn.init)

  let number: Int

  init(_ number: Int) { self.number = number }

  /// Writes planes [channel][side][side] turned, rows `row` apart.
  func apply(
    _ values: UnsafePointer<Float>, channels: Int, side: Int,
    into out: UnsafeMutablePointer<Float>, row: Int, plane: Int
  ) {
    let isSwapped = number & 4 != 0
    let (down, right) = isSwapped ? (1, side) : (side, 1)
    let isTurned = (number & 2 != 0, number & 1 != 0)
    let start = (isTurned.0 ? (side - 1) * down : 0) + (isTurned.1 ? (side - 1) * right : 0)
    let (y, x) = (isTurned.0 ? -down : down, isTurned.1 ? -right : right)
    for channel in 0..<channels {
      let from = values + channel * side * side + start
      let to = out + channel * plane
      for r in 0..<side {
        let (source, target) = (from + r * y, to + r * row)
        for c in 0..<side { target[c] = source[c * x] }
      }
    }
  }
}

import Foundation

/// An expression whose names have become planes: it is run over pixels.
struct BoundExpression: Sendable {
  private let instructions: [BandExpression.Instruction]
  let planes: [Int]
  /// Rows of scratch that ``run(_:at:count:scratch:rowStride:)`` needs.
  let depth: Int

  /// `planes` are those of the expression's symbols, in their order.
  init(_ expression: BandExpression, planes: [Int]) {
    instructions = expression.instructions
    depth = expression.depth
    self.planes = planes
  }

  /// Values of `count` pixels from `start` of every plane; the result lies in
  /// the first row of `scratch`. Where there is no value it is NaN.
  func run(
    _ source: PlanarRows, at start: Int, count: Int, scratch: UnsafeMutablePointer<Float>,
    rowStride: Int
  ) {
    var height = 0
    for instruction in instructions {
      let top = scratch + height * rowStride
      switch instruction {
      case .number(let value):
        top.update(repeating: value, count: count)
        height += 1
      case .symbol(let symbol):
        top.update(from: source.plane(planes[symbol]) + start, count: count)
        height += 1
      case .unary(let operation):
        operation.apply(top - rowStride, count: count)
      case .binary(let operation):
        height -= 1
        operation.apply(top - 2 * rowStride, top - rowStride, count: count)
      }
    }
  }
}

extension BandExpression.Unary {
  /// Applies the function in place.
  func apply(_ x: UnsafeMutablePointer<Float>, count: Int) {
    switch self {
    case .negate: for i in 0..<count { x[i] = -x[i] }
    case .log: for i in 0..<count { x[i] = x[i] > 0 ? Foundation.log(x[i]) : .nan }
    case .sqrt: for i in 0..<count { x[i] = x[i].squareRoot() }
    case .abs: for i in 0..<count { x[i] = x[i].magnitude }
    }
  }
}

extension BandExpression.Binary {
  /// x = x op y. NaN stays NaN.
  func apply(_ x: UnsafeMutablePointer<Float>, _ y: UnsafePointer<Float>, count: Int) {
    switch self {
    case .add: for i in 0..<count { x[i] += y[i] }
    case .subtract: for i in 0..<count { x[i] -= y[i] }
    case .multiply: for i in 0..<count { x[i] *= y[i] }
    case .divide: for i in 0..<count { x[i] = y[i] == 0 ? .nan : x[i] / y[i] }
    case .power: for i in 0..<count { x[i] = Self.power(x[i], y[i]) }
    case .min: for i in 0..<count { x[i] = x[i] <= y[i] || x[i].isNaN ? x[i] : y[i] }
    case .max: for i in 0..<count { x[i] = x[i] >= y[i] || x[i].isNaN ? x[i] : y[i] }
    }
  }

  /// Unlike in C, nothing is made of what has no value: NaN^0 is none, and
  /// neither is 0^-1.
  private static func power(_ x: Float, _ y: Float) -> Float {
    x.isNaN || y.isNaN || (x == 0 && y < 0) ? .nan : pow(x, y)
  }
}

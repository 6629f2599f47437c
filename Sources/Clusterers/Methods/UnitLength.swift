import Kernels

/// Vectors brought to length 1; the zero vector stays as it is.
enum UnitLength {
  static func length(_ vector: some Sequence<Double>) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  static func samples(_ codes: PlanarMatrix) -> PlanarMatrix {
    var squares = [Double](repeating: 0, count: codes.count)
    for feature in 0..<codes.features {
      for (index, value) in codes.row(feature).enumerated() {
        squares[index] += Double(value) * Double(value)
      }
    }
    var out = codes
    for feature in 0..<codes.features {
      for (index, square) in squares.enumerated() where square > 0 {
        out[feature, index] = Float(Double(codes[feature, index]) / square.squareRoot())
      }
    }
    return out
  }
}

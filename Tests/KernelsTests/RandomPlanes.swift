import Kernels

/// Repeatable test data.
enum RandomPlanes {
  /// Normal values times `scale` plus `offset`, whole rows of `stride`.
  static func normal(
    _ features: Int, _ stride: Int, scale: Double = 1, offset: Double = 0, seed: UInt64 = 1
  ) -> [Float] {
    let random = CounterRandom(seed: seed)
    return (0..<features * stride).map { Float(random.normal(UInt64($0)) * scale + offset) }
  }

  /// The value of one feature of one pixel, in Double.
  static func at(_ plane: [Float], _ stride: Int, _ feature: Int, _ pixel: Int) -> Double {
    Double(plane[feature * stride + pixel])
  }
}

/// Widths that leave remainders in every blocked loop.
struct Shape: Sendable, CustomStringConvertible {
  var clusters: Int
  var features: Int
  var count: Int
  /// Floats from one row to the next.
  var stride: Int { count + 32 }
  var description: String { "k \(clusters), d \(features), n \(count)" }

  init(_ clusters: Int, _ features: Int, _ count: Int) {
    self.clusters = clusters
    self.features = features
    self.count = count
  }

  static let odd = [
    Shape(1, 1, 16), Shape(2, 1, 32), Shape(3, 2, 48), Shape(4, 3, 80), Shape(5, 4, 16),
    Shape(6, 5, 112), Shape(7, 7, 272), Shape(8, 8, 256), Shape(9, 11, 64), Shape(13, 6, 528),
    Shape(31, 3, 144), Shape(255, 2, 16), Shape(2, 33, 96),
  ]
}

/// Whether two numbers agree to `tolerance` of their size.
func near(_ a: some BinaryFloatingPoint, _ b: Double, _ tolerance: Double = 1e-5) -> Bool {
  abs(Double(a) - b) <= tolerance * max(1, abs(b))
}

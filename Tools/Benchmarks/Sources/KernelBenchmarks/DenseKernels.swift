import CKernels

/// Layers of small networks on slabs of pixels, forward and back.
enum DenseKernels {
  private static let pixels = 128

  static var all: [Kernel] {
    [
      layer(64, 10, FK_RELU, "ReLU"), layer(32, 64, FK_RELU, "ReLU"),
      layer(32, 64, FK_SELU, "SELU"), layer(6, 10, FK_SELU, "SELU"), transposed, gradient(64, 10),
      gradient(32, 64), adam,
    ]
  }

  private static func layer(_ m: Int, _ d: Int, _ f: fk_activation, _ name: String) -> Kernel {
    let (w, bias, x) = (floats(m * d, 0.1), floats(m), floats(d * pixels))
    let y = floats(m * pixels)
    return Kernel(
      name: "fk_affine, \(name)", sizes: "\(d) → \(m), \(pixels) pixels",
      work: .operations(repeated(2 * m * d * pixels))
    ) {
      for _ in 0..<times { fk_affine(m, d, pixels, w, d, 1, bias, x, pixels, y, pixels, f) }
    }
  }

  private static var transposed: Kernel {
    let (m, d) = (64, 32)
    let (w, x, y) = (floats(m * d), floats(d * pixels), floats(m * pixels))
    return Kernel(
      name: "fk_affine, backward", sizes: "\(d) → \(m), \(pixels) pixels",
      work: .operations(repeated(2 * m * d * pixels))
    ) {
      for _ in 0..<times {
        fk_affine(m, d, pixels, w, 1, m, nil, x, pixels, y, pixels, FK_LINEAR)
      }
    }
  }

  private static func gradient(_ m: Int, _ d: Int) -> Kernel {
    let (a, b) = (floats(m * pixels, 1e-3), floats(d * pixels, 1e-3))
    let (g, bias) = (floats(m * d), floats(m))
    return Kernel(
      name: "fk_outer", sizes: "\(m) x \(d), \(pixels) pixels",
      work: .operations(repeated(2 * m * d * pixels + m * pixels))
    ) {
      for _ in 0..<times { fk_outer(m, d, pixels, a, pixels, b, pixels, g, bias) }
    }
  }

  private static var adam: Kernel {
    let count = 5_800
    let (w, g, m, v) = (floats(count), floats(count), floats(count), floats(count))
    for index in 0..<count { v[index] = abs(v[index]) }
    return Kernel(
      name: "fk_adam", sizes: "\(count) parameters", work: .bytes(repeated(28 * count))
    ) {
      for _ in 0..<times { fk_adam(count, w, g, m, v, 1e-6, 0.9, 0.999, 1e-7) }
    }
  }

  /// Calls of a measurement, so that reading the clock costs nothing.
  private static let times = 50
  private static func repeated(_ amount: Int) -> Double { Double(times * amount) }
}

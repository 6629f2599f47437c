import CKernels

/// Assignment of a block of pixels, and the sums of fits.
enum ClusterKernels {
  private static let pixels = 16_384
  private static let bands = 10
  nonisolated(unsafe) private static let x = floats(bands * pixels)

  static var all: [Kernel] {
    [nearest(8), nearest(20), nearest(64), labelSums(20), gaussian(12), softmax(12), moments]
  }

  private static func nearest(_ k: Int) -> Kernel {
    let (centres, half) = (floats(k * bands), floats(k))
    let labels = zeros(pixels, Int32.self)
    let (best, second) = (floats(pixels), floats(pixels))
    return Kernel(
      name: "fk_nearest", sizes: "k = \(k), \(bands) bands",
      work: .operations(Double(2 * k * bands * pixels))
    ) { fk_nearest(k, bands, pixels, centres, half, x, pixels, labels, best, second) }
  }

  private static func labelSums(_ k: Int) -> Kernel {
    let labels = zeros(pixels, Int32.self)
    for index in 0..<pixels { labels[index] = Int32(index * 7919 % 9973 % k) }
    let (counts, sums) = (doubles(k), doubles(k * bands))
    return Kernel(
      name: "fk_label_sums", sizes: "k = \(k), \(bands) bands",
      work: .bytes(Double(4 * (bands + 1) * pixels))
    ) { fk_label_sums(k, bands, pixels, labels, x, pixels, counts, sums) }
  }

  private static func gaussian(_ k: Int) -> Kernel {
    let (factors, offsets) = (floats(k * bands * bands), floats(k * bands))
    for j in 0..<k {
      for row in 0..<bands {
        for column in row + 1..<max(bands, row + 1) {
          factors[(j * bands + row) * bands + column] = 0
        }
      }
    }
    let (constants, out) = (floats(k), floats(k * pixels))
    return Kernel(
      name: "fk_gaussian", sizes: "k = \(k), \(bands) bands",
      work: .operations(Double(k * (bands * (bands + 1) + 2 * bands) * pixels))
    ) { fk_gaussian(k, bands, pixels, factors, offsets, constants, x, pixels, out, pixels) }
  }

  private static func softmax(_ k: Int) -> Kernel {
    let p = floats(k * pixels)
    let labels = zeros(pixels, Int32.self)
    let (margin, evidence) = (floats(pixels), floats(pixels))
    return Kernel(
      name: "fk_responsibilities", sizes: "k = \(k)", work: .bytes(Double(8 * k * pixels))
    ) { fk_responsibilities(k, pixels, p, pixels, labels, margin, evidence) }
  }

  private static var moments: Kernel {
    let weights = floats(pixels)
    let (s0, s1, s2) = (doubles(1), doubles(bands), doubles(bands * bands))
    return Kernel(
      name: "fk_weighted_moments", sizes: "\(bands) bands",
      work: .operations(Double((bands * (bands + 1) + 4 * bands) * pixels))
    ) { fk_weighted_moments(bands, pixels, weights, x, pixels, s0, s1, s2) }
  }
}

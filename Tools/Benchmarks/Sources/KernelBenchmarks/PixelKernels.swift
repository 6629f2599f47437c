import CKernels

/// Steps that look at a pixel's values or at its neighbours.
enum PixelKernels {
  private static let width = 4096

  static var all: [Kernel] { [scale, bilateral, potts, majority] }

  private static var scale: Kernel {
    let (x, y) = (floats(width), floats(width))
    let times = 50
    return Kernel(
      name: "fk_scale", sizes: "\(width) pixels", work: .bytes(Double(8 * width * times))
    ) { for _ in 0..<times { fk_scale(width, x, 1.5, -0.5, y) } }
  }

  private static var bilateral: Kernel {
    let (features, radius) = (6, 2)
    let row = width + 64
    let plane = row * (2 * radius + 1)
    let (x, y) = (floats(features * plane), floats(features * width))
    let (valid, precision) = (floats(plane), floats(features))
    for index in 0..<plane { valid[index] = 1 }
    for index in 0..<features { precision[index] = 0.5 }
    let first = radius * row + 16
    let neighbours = (2 * radius + 1) * (2 * radius + 1)
    return Kernel(
      name: "fk_bilateral", sizes: "5x5, \(features) features",
      work: .operations(Double(neighbours * (5 * features + 1) * width))
    ) {
      fk_bilateral(
        features, width, Int32(radius), precision, x + first, row, plane, valid + first, y, width)
    }
  }

  private static var potts: Kernel {
    let (k, radius) = (8, 1)
    let row = width + 64
    let plane = row * 3
    let share = zeros(k * plane, UInt8.self)
    let valid = zeros(plane, UInt8.self)
    for index in 0..<k * plane { share[index] = UInt8(index * 31 % 256) }
    for index in 0..<plane { valid[index] = 1 }
    let energy = zeros(k * width, UInt16.self)
    let next = zeros(k * width, UInt8.self)
    let first = row + 16
    return Kernel(
      name: "fk_potts", sizes: "3x3, k = \(k)", work: .bytes(Double(k * width * (2 + 9 + 1)))
    ) {
      fk_potts(
        k, width, Int32(radius), 2, energy, width, share + first, row, plane, valid + first, row,
        next, width, nil, nil)
    }
  }

  private static var majority: Kernel {
    let (window, k) = (7, 8)
    let row = width + window - 1
    let rows = UnsafeMutablePointer<UnsafePointer<UInt8>?>.allocate(capacity: window)
    for line in 0..<window {
      let labels = zeros(row, UInt8.self)
      for index in 0..<row { labels[index] = UInt8(1 + (index / 5 + line) % k) }
      rows[line] = UnsafePointer(labels)
    }
    let (out, scratch) = (zeros(width, UInt8.self), zeros(row + 2 * width, UInt8.self))
    return Kernel(
      name: "fk_majority_row", sizes: "7x7, k = \(k)",
      work: .bytes(Double(width * (window * k + 1)))
    ) { fk_majority_row(width, window, k, 1, rows, out, scratch) }
  }
}

import Foundation

/// A round Gaussian point-spread function, as shares of pixels.
struct GaussianSpread: Sendable {
  let sigma: Double
  let radius: Int
  /// Sum 1.
  private let taps: [Double]

  init(fullWidth: Double) {
    let sigma = fullWidth / (8 * log(2.0)).squareRoot()
    let radius = Int((4.5 * sigma).rounded(.up))
    self.sigma = sigma
    self.radius = radius
    let raw = (-radius...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let sum = raw.reduce(0, +)
    taps = raw.map { $0 / sum }
  }

  /// The share of a star's light in a pixel whose centre is so far away, along
  /// one axis.
  func share(_ distance: Double) -> Double {
    let scale = 1 / (sigma * 2.0.squareRoot())
    return 0.5 * (erf((distance + 0.5) * scale) - erf((distance - 0.5) * scale))
  }

  /// The image of a star in the middle of a pixel, `side` x `side`, sum 1.
  func picture(side: Int) -> [Double] {
    let middle = side / 2
    let line = (0..<side).map { share(Double($0 - middle)) }
    let sum = line.reduce(0, +)
    return (0..<side * side).map { line[$0 / side] * line[$0 % side] / (sum * sum) }
  }

  /// Smooths a plane and takes its margin of `radius` away on all sides.
  func apply(_ plane: [Double], width: Int, height: Int) -> [Double] {
    let (columns, rows) = (width - 2 * radius, height - 2 * radius)
    var lines = [Double](repeating: 0, count: height * columns)
    for row in 0..<height {
      for column in 0..<columns {
        var sum = 0.0
        for tap in taps.indices { sum += taps[tap] * plane[row * width + column + tap] }
        lines[row * columns + column] = sum
      }
    }
    var out = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for tap in taps.indices {
        let from = (row + tap) * columns
        for column in 0..<columns {
          out[row * columns + column] += taps[tap] * lines[from + column]
        }
      }
    }
    return out
  }
}

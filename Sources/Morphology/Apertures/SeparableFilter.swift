import CKernels
import Foundation

/// Filters of a plane by rows and columns, with the windows and edges of
/// SciPy's `ndimage`.
struct SeparableFilter {
  enum Edge {
    /// Zero beyond the edges.
    case zero
    /// d c b a | a b c d | d c b a
    case mirrored
  }

  /// taps[k] weighs the pixel `k - before` rows (columns) further on.
  private let taps: [Double]
  private let before: Int
  private let edge: Edge

  /// The normal distribution to four standard deviations, or to `reach`
  /// pixels where that is less; of sum 1 up to there.
  static func gaussian(sigma: Double, edge: Edge, reach: Int = .max) -> SeparableFilter {
    let sigma = sigma < 1e6 ? sigma : 1e6
    let radius = min(Int(4 * sigma + 0.5), reach)
    let weights = (-radius...radius).map { exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
    let sum = weights.reduce(0, +)
    return SeparableFilter(taps: weights.map { $0 / sum }, before: radius, edge: edge)
  }

  /// The mean of `size` pixels; of an even number one more lies before.
  static func boxcar(size: Int) -> SeparableFilter {
    let size = max(1, size)
    return SeparableFilter(
      taps: Array(repeating: 1 / Double(size), count: size), before: size / 2, edge: .mirrored)
  }

  func apply(to plane: StampPlane) -> StampPlane {
    guard taps.count > 1, plane.count > 0 else { return plane }
    return columns(columns(plane).transposed).transposed
  }

  /// Each column filtered along itself.
  private func columns(_ plane: StampPlane) -> StampPlane {
    let (width, height) = (plane.width, plane.height)
    var out = [Double](repeating: 0, count: plane.count)
    var rows: [UnsafePointer<Double>?] = []
    var weights: [Double] = []
    out.withUnsafeMutableBufferPointer { out in
      plane.values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress, let target = out.baseAddress else { return }
        for y in 0..<height {
          rows.removeAll(keepingCapacity: true)
          weights.removeAll(keepingCapacity: true)
          for k in taps.indices {
            guard let row = row(y + k - before, of: height) else { continue }
            rows.append(base + row * width)
            weights.append(taps[k])
          }
          fk_filter_row(width, rows.count, weights, rows, target + y * width)
        }
      }
    }
    return plane.with(out)
  }

  private func row(_ y: Int, of height: Int) -> Int? {
    if y >= 0, y < height { return y }
    guard edge == .mirrored else { return nil }
    let phase = ((y % (2 * height)) + 2 * height) % (2 * height)
    return phase < height ? phase : 2 * height - 1 - phase
  }
}

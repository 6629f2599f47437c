import Foundation
package import Settings

/// How values become the 255 greys of a PNG.
package struct Stretch: Sendable, Equatable {
  package typealias Curve = PictureStretch

  package var curve: Curve
  /// Limits that all cutouts share; nil takes each cutout's own.
  package var limits: ClosedRange<Double>?

  package init(_ curve: Curve, limits: ClosedRange<Double>? = nil) {
    self.curve = curve
    self.limits = limits
  }

  /// In words, for those who get the pictures.
  package var text: String {
    let words: [Curve: String] = [
      .linear: "linear from least to largest", .percentile: "linear from 0.5 % to 99.5 %",
      .zscale: "linear between z-scale limits",
      .log: "log(1 + 1000 t) from 0.5 % to 99.5 %", .asinh: "asinh(10 t) from 0.5 % to 99.5 %",
      .sky: "asinh(10 t) from the sky less a deviation to 99.5 % or 30 deviations",
    ]
    guard let limits else { return (words[curve] ?? "") + " of each cutout" }
    let name =
      [.log: "log(1 + 1000 t)", .asinh: "asinh(10 t)", .sky: "asinh(10 t)"][curve] ?? "linear"
    return "\(name) from \(limits.lowerBound) to \(limits.upperBound)"
  }

  /// 1 (black) to 255 (white); 0 for NaN.
  func greys(_ values: some Collection<Float>) -> [UInt8] {
    shares(values).map { $0.isNaN ? 0 : UInt8(1 + ($0 * 254).rounded()) }
  }

  /// From 0 (black) to 1 (white); NaN stays.
  package func shares(_ values: some Collection<Float>) -> [Double] {
    let (low, high) = limits.map { ($0.lowerBound, $0.upperBound) } ?? own(values)
    let range = high - low
    return values.map { value in
      guard !value.isNaN else { return .nan }
      // A cutout of one value is grey at its darkest, not 0/0.
      return bent(range > 0 ? min(1, max(0, (Double(value) - low) / range)) : 0)
    }
  }

  private func bent(_ share: Double) -> Double {
    switch curve {
    case .linear, .percentile, .zscale: share
    case .log: Foundation.log(1 + 1000 * share) / Foundation.log(1001)
    case .asinh, .sky: Foundation.asinh(10 * share) / Foundation.asinh(10)
    }
  }

  func own(_ values: some Collection<Float>) -> (Double, Double) {
    let finite = values.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return (0, 0) }
    switch curve {
    case .linear: return (Double(least), Double(most))
    case .zscale: return ZScale.limits(finite) ?? (0, 0)
    case .percentile, .log, .asinh:
      let sorted = finite.sorted()
      return (Self.percentile(sorted, 0.005), Self.percentile(sorted, 0.995))
    case .sky: return Self.aboveSky(finite.sorted())
    }
  }

  /// The sky is the median, its deviation that of the values below it.
  private static func aboveSky(_ sorted: [Float]) -> (Double, Double) {
    let middle = percentile(sorted, 0.5)
    let deviation = middle - percentile(sorted, 0.1587)
    return (middle - deviation, max(percentile(sorted, 0.995), middle + 30 * deviation))
  }

  /// Linear between the two nearest values, as numpy has it.
  static func percentile(_ sorted: [Float], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    let low = Double(sorted[below])
    return low + (place - Double(below)) * (Double(sorted[above]) - low)
  }
}

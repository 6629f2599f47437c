import Foundation
package import Kernels
import Rasters
package import Tensors

/// Brings bands of different units and ranges onto one footing:
/// `scaled = (value - centre) / spread`, band by band. A band without spread
/// becomes 0 everywhere.
public struct Scaler: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Values as they are.
    case none
    /// To 0...1 over the range of the whole scene.
    case minMax = "min-max"
    /// To mean 0 and standard deviation 1 over the sample.
    case zScore = "z-score"
    /// To the 2nd and 98th percentile of the sample as 0 and 1; values
    /// outside keep their distance.
    case robust

    package var summary: String {
      switch self {
      case .none: "values as they are"
      case .minMax: "to 0..1 between the scene's smallest and largest value"
      case .zScore: "to mean 0 and standard deviation 1"
      case .robust: "2nd and 98th percentile to 0 and 1"
      }
    }
  }

  package let kind: Kind
  package let centre: [Double]
  /// 1 / spread, 0 for a constant band.
  package let gain: [Double]

  package init(kind: Kind, centre: [Double], gain: [Double]) {
    self.kind = kind
    self.centre = centre
    self.gain = gain
  }

  /// Fits to samples; `extremes` are each band's smallest and largest value
  /// over the whole scene (for min-max).
  package static func fit(
    _ kind: Kind, to samples: PlanarMatrix, extremes: [ClosedRange<Float>]
  ) -> Scaler {
    let places = (0..<samples.features).map { band in
      switch kind {
      case .none: (centre: 0.0, spread: 1.0)
      case .minMax: range(extremes[band])
      case .zScore: moments(samples.row(band))
      case .robust: percentiles(samples.row(band))
      }
    }
    return Scaler(
      kind: kind, centre: places.map(\.centre),
      gain: places.map { $0.spread > 0 && $0.spread.isFinite ? 1 / $0.spread : 0 })
  }

  /// Takes the mean off, rounded to what a model file holds.
  package static func centring(_ samples: PlanarMatrix) -> Scaler {
    let mean = Covariance.means(of: samples).map { Double(Float($0)) }
    return Scaler(kind: .none, centre: mean, gain: mean.map { _ in 1 })
  }

  private static func range(_ extremes: ClosedRange<Float>) -> (centre: Double, spread: Double) {
    (Double(extremes.lowerBound), Double(extremes.upperBound) - Double(extremes.lowerBound))
  }

  private static func moments(_ values: ArraySlice<Float>) -> (centre: Double, spread: Double) {
    let n = Double(max(1, values.count))
    let mean = values.reduce(0.0) { $0 + Double($1) } / n
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let deviation = (squares / n).squareRoot()
    // Rounding alone gives a constant band a deviation of about 1e-17 x mean.
    return (mean, deviation > abs(mean) * 1e-9 ? deviation : 0)
  }

  private static func percentiles(_ values: ArraySlice<Float>) -> (centre: Double, spread: Double) {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return (0, 0) }
    func at(_ share: Double) -> Double { Double(sorted[Int((share * Double(last)).rounded())]) }
    return (at(0.02), at(0.98) - at(0.02))
  }

  /// Scaled samples, computed in Double and rounded once.
  package func apply(_ samples: PlanarMatrix) -> PlanarMatrix {
    var out = samples
    out.withUnsafeMutablePointer { values in
      for band in 0..<samples.features {
        let row = values + band * samples.stride
        for index in 0..<samples.count {
          row[index] = Float((Double(row[index]) - centre[band]) * gain[band])
        }
      }
    }
    return out
  }

  /// Scales differences of values: the gain without the centre.
  package func applyToDifferences(_ differences: PlanarMatrix) -> PlanarMatrix {
    Scaler(kind: kind, centre: centre.map { _ in 0 }, gain: gain).apply(differences)
  }

  /// Scales one chunk of planar values: first centred, so that a large common
  /// offset costs no digits.
  package func apply(
    _ x: UnsafePointer<Float>, stride: Int, count: Int, into y: UnsafeMutablePointer<Float>,
    outStride: Int
  ) {
    for band in gain.indices {
      let row = y + band * outStride
      Planar.scale(
        count: count, x: x + band * stride, gain: 1, offset: Float(-centre[band]), y: row)
      Planar.scale(count: count, x: row, gain: Float(gain[band]), offset: 0, y: row)
    }
  }

  package var tensors: [String: Tensor] {
    ["centre": Tensor(centre.map(Float.init)), "gain": Tensor(gain.map(Float.init))]
  }

  package static func restore(_ kind: Kind, _ tensors: [String: Tensor], bands: Int) throws
    -> Scaler
  {
    let centre = try tensors.tensor("centre", shape: [bands])
    let gain = try tensors.tensor("gain", shape: [bands])
    return Scaler(
      kind: kind, centre: centre.floats.map(Double.init), gain: gain.floats.map(Double.init))
  }

  /// This scaler with its centre as a model file holds it, so that a fit and
  /// a map take off the same number.
  package var withStoredCentre: Scaler {
    Scaler(kind: kind, centre: centre.map { Double(Float($0)) }, gain: gain)
  }

  /// This scaler as a model file holds it, so that a map made right after
  /// the fit and one made from the saved model are the same bytes.
  package var stored: Scaler {
    Scaler(
      kind: kind, centre: centre.map { Double(Float($0)) }, gain: gain.map { Double(Float($0)) })
  }
}

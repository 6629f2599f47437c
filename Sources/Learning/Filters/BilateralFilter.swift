package import Kernels
import Rasters
public import Settings
package import Tensors

/// How a bilateral filter is asked for.
public struct BilateralSettings: Sendable, Equatable {
  /// Pixels from the centre to the edge of the neighbourhood, 1 ... 4.
  public var radius: Int
  /// Width of the range kernel in standard deviations of the noise.
  public var bandwidth: Double
  public var passes: Int

  /// What is nil takes the setting's default.
  public init(radius: Int? = nil, bandwidth: Double? = nil, passes: Int? = nil) {
    self.radius = radius ?? Self.radius.default
    self.bandwidth = bandwidth ?? Self.bandwidth.default
    self.passes = passes ?? Self.passes.default
  }

  /// Pixels around a window that its result depends on.
  package var halo: Int { radius * passes }
}

extension BilateralSettings {
  public static let radius = Setting(
    "filter.radius", .from(1...4), unit: "pixels", default: 2,
    "Pixels from the centre to the edge of the neighbourhood.")
  public static let bandwidth = Setting(
    "filter.bandwidth", .from(0.01...100), unit: "deviations of the noise", default: 1.0,
    "How unlike neighbours may be.")
  public static let passes = Setting(
    "filter.passes", .from(1...4), default: 2, "How often codes are filtered.")

  package static let keys: [SettingKey<BilateralSettings>] = [
    .init(radius, \.radius), .init(bandwidth, \.bandwidth), .init(passes, \.passes),
  ]

  public static let settings = keys.map(\.description)
}

/// Denoises codes before they are clustered, by the mean of those neighbours
/// that differ from a pixel by little more than noise:
///
///     w(p, q) = exp(-sum_f (z_f(p) - z_f(q))^2 / s_f^2 / (2 d h^2))
///
/// with d code units, bandwidth h and the noise deviation s_f of each unit;
/// two pixels that differ by noise alone have the exponent -1/h^2 on
/// average. Contacts between units stay sharp. (Tomasi and Manduchi, ICCV
/// 1998, with the range kernel in noise units.)
package struct BilateralFilter: Sendable, Equatable {
  package let settings: BilateralSettings
  /// 1 / (2 d h^2 s_f^2) for every code unit.
  package let precision: [Float]

  package init(settings: BilateralSettings, noiseVariances: [Double]) {
    self.settings = settings
    let d = Double(max(1, noiseVariances.count))
    let h = settings.bandwidth
    precision = noiseVariances.map { variance in
      // Never infinite: that times a difference of 0 is not a number.
      let sharpest = Double(Float.greatestFiniteMagnitude)
      return variance > 0 ? Float(min(sharpest, 1 / (2 * d * h * h * variance))) : 0
    }
  }

  package init(settings: BilateralSettings, precision: [Float]) {
    self.settings = settings
    self.precision = precision
  }

  /// The noise variance of every code unit, from codes of neighbouring
  /// pixels: half the mean squared difference.
  package static func noiseVariances(
    _ codes: PlanarMatrix, neighbours: PlanarMatrix
  ) -> [Double] {
    (0..<codes.features).map { unit in
      let squares = zip(codes.row(unit), neighbours.row(unit)).reduce(0.0) {
        let delta = Double($1.0) - Double($1.1)
        return $0 + delta * delta
      }
      return squares / Double(2 * max(1, codes.count))
    }
  }

  package var tensors: [String: Tensor] { ["precision": Tensor(precision)] }
}

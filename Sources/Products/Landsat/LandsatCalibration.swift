import Foundation
import RasterIO
import Rasters

/// From the numbers of a Landsat product to reflectance or temperature, by
/// the constants of its MTL.
struct LandsatCalibration {
  let metadata: LandsatMetadata
  /// How reflective bands are calibrated, the same for all of them.
  let method: Method

  enum Method: Equatable {
    /// Collection 2 Level 2.
    case surfaceReflectance
    /// Level 1 with reflectance scaling; the sine of the Sun's elevation.
    case scaledReflectance(sine: Double)
    /// Level 1 with reflectance scaling and the Sun at or below the horizon: not divided.
    case undividedReflectance
    /// Level 1 with radiance only and published irradiances;
    /// pi d2 / sin(elevation).
    case irradiance(factor: Double)
    /// Level 1 with radiance only.
    case radiance

    var level: String {
      switch self {
      case .surfaceReflectance: "surface-reflectance"
      case .scaledReflectance, .irradiance: "toa-reflectance"
      case .undividedReflectance: "toa-reflectance-without-sun-angle"
      case .radiance: "radiance"
      }
    }
  }

  private static let scalingGroups = [
    "LEVEL1_RADIOMETRIC_RESCALING", "RADIOMETRIC_RESCALING",
  ]

  init(_ metadata: LandsatMetadata) throws {
    self.metadata = metadata
    method = try Self.method(metadata)
  }

  private static func method(_ metadata: LandsatMetadata) throws -> Method {
    if metadata.isLevel2 { return .surfaceReflectance }
    let text = metadata.text
    let isScaled = metadata.sensor.bands.contains {
      text.value(["REFLECTANCE_MULT_BAND_\($0.key)"], in: scalingGroups) != nil
    }
    let hasIrradiance = metadata.sensor.bands.contains { !$0.irradiance.isEmpty }
    guard isScaled || hasIrradiance else {
      guard metadata.sensor != .oli else {
        throw Failure(
          "\(text.shown) gives no REFLECTANCE_MULT_BAND_2, as a Landsat 8 or 9 MTL must")
      }
      return .radiance
    }
    guard let elevation = try metadata.sunElevation() else {
      throw Failure("\(text.shown) gives no SUN_ELEVATION, which reflectance needs")
    }
    guard elevation <= 90 else {
      throw Failure("\(text.shown): SUN_ELEVATION = \(elevation) is above 90 degrees")
    }
    return try method(metadata, isScaled: isScaled, sine: sin(elevation * .pi / 180))
  }

  private static func method(
    _ metadata: LandsatMetadata, isScaled: Bool, sine: Double
  ) throws -> Method {
    if isScaled { return sine > 0 ? .scaledReflectance(sine: sine) : .undividedReflectance }
    guard sine > 0, let distance = try metadata.sunDistance() else { return .radiance }
    return .irradiance(factor: .pi * distance * distance / sine)
  }

  /// For the report.
  var notes: [String] {
    switch method {
    case .surfaceReflectance, .scaledReflectance: []
    case .undividedReflectance:
      ["the Sun is not above the horizon: reflectance is not divided by the sine of its elevation"]
    case .irradiance:
      [
        "the MTL has no reflectance scaling: reflectance is computed from radiance with the "
          + "solar irradiances of Chander et al. (2009)"
      ]
    case .radiance: ["the MTL has no reflectance scaling: values are radiances"]
    }
  }

  /// A band whose constants are missing fails only where it is used.
  func scaling(of band: LandsatBand) -> (BandDeclaration.Scaling, Quantity) {
    do {
      let (rule, quantity) = try calibration(of: band)
      return (.rule(rule), quantity)
    } catch let failure as Failure {
      return (.unknown(failure), .digitalNumber)
    } catch {
      return (.unknown(Failure("\(error)")), .digitalNumber)
    }
  }

  private func calibration(of band: LandsatBand) throws -> (Calibration, Quantity) {
    if band.kind == .thermal { return (try thermal(band), .temperature) }
    switch method {
    case .surfaceReflectance: return (try surface(band), .reflectance)
    case .scaledReflectance(let sine): return (try scaled(band, by: 1 / sine), .reflectance)
    case .undividedReflectance: return (try scaled(band, by: 1), .reflectance)
    case .irradiance(let factor):
      guard let sun = band.irradiance[metadata.satellite] else { return try asRadiance(band) }
      let line = try radiance(band)
      return (
        .linear(gain: line.gain * factor / sun, offset: line.offset * factor / sun), .reflectance
      )
    case .radiance: return try asRadiance(band)
    }
  }

  private func asRadiance(_ band: LandsatBand) throws -> (Calibration, Quantity) {
    let line = try radiance(band)
    return (.linear(gain: line.gain, offset: line.offset), .radiance)
  }

  private func surface(_ band: LandsatBand) throws -> Calibration {
    let groups = ["LEVEL2_SURFACE_REFLECTANCE_PARAMETERS"]
    return .linear(
      gain: try gain("REFLECTANCE_MULT_BAND_\(band.key)", groups),
      offset: try need("REFLECTANCE_ADD_BAND_\(band.key)", groups))
  }

  private func scaled(_ band: LandsatBand, by factor: Double) throws -> Calibration {
    .linear(
      gain: try gain("REFLECTANCE_MULT_BAND_\(band.key)", Self.scalingGroups) * factor,
      offset: try need("REFLECTANCE_ADD_BAND_\(band.key)", Self.scalingGroups) * factor)
  }

  private func thermal(_ band: LandsatBand) throws -> Calibration {
    if metadata.isLevel2 {
      let groups = ["LEVEL2_SURFACE_TEMPERATURE_PARAMETERS"]
      return .linear(
        gain: try gain("TEMPERATURE_MULT_BAND_ST_\(band.label)", groups),
        offset: try need("TEMPERATURE_ADD_BAND_ST_\(band.label)", groups))
    }
    let line = try radiance(band)
    let constants = try planck(band)
    return .brightnessTemperature(
      gain: line.gain, offset: line.offset, k1: constants.k1, k2: constants.k2)
  }

  /// K1 and K2 of the MTL, else the published ones.
  private func planck(_ band: LandsatBand) throws -> (k1: Double, k2: Double) {
    let groups = ["LEVEL1_THERMAL_CONSTANTS", "TIRS_THERMAL_CONSTANTS", "THERMAL_CONSTANTS"]
    let k1 = try metadata.text.number(["K1_CONSTANT_BAND_\(band.key)"], in: groups)
    let k2 = try metadata.text.number(["K2_CONSTANT_BAND_\(band.key)"], in: groups)
    if let k1, let k2 { return (k1, k2) }
    guard let known = LandsatSensor.thermalConstants(satellite: metadata.satellite) else {
      throw Failure("\(metadata.text.shown) gives no K1_CONSTANT_BAND_\(band.key)")
    }
    return known
  }

  /// Radiance in W/(m2 sr um): stated scaling, else from the radiances of
  /// the smallest and the largest number.
  private func radiance(_ band: LandsatBand) throws -> (gain: Double, offset: Double) {
    let text = metadata.text
    if let gain = try text.number(["RADIANCE_MULT_BAND_\(band.key)"], in: Self.scalingGroups) {
      return (gain, try need("RADIANCE_ADD_BAND_\(band.key)", Self.scalingGroups))
    }
    guard let high = try bound(band, "RADIANCE_MAXIMUM", "LMAX", in: "RADIANCE"),
      let low = try bound(band, "RADIANCE_MINIMUM", "LMIN", in: "RADIANCE"),
      let last = try bound(band, "QUANTIZE_CAL_MAX", "QCALMAX", in: "PIXEL_VALUE"),
      let first = try bound(band, "QUANTIZE_CAL_MIN", "QCALMIN", in: "PIXEL_VALUE"), last > first
    else { throw Failure("\(text.shown) gives no RADIANCE_MULT_BAND_\(band.key)") }
    let gain = (high - low) / (last - first)
    return (gain, low - gain * first)
  }

  private func bound(
    _ band: LandsatBand, _ key: String, _ oldKey: String, in group: String
  ) throws -> Double? {
    try metadata.text.number(
      ["\(key)_BAND_\(band.key)", "\(oldKey)_BAND\(band.oldKey)"],
      in: ["LEVEL1_MIN_MAX_\(group)", "MIN_MAX_\(group)"])
  }

  private func need(_ key: String, _ groups: [String]) throws -> Double {
    guard let number = try metadata.text.number([key], in: groups) else {
      throw Failure("\(metadata.text.shown) gives no \(key)")
    }
    return number
  }

  private func gain(_ key: String, _ groups: [String]) throws -> Double {
    let number = try need(key, groups)
    guard number != 0 else { throw Failure("\(metadata.text.shown): \(key) is 0") }
    return number
  }
}

import Foundation
import RasterIO
import Rasters

/// From the numbers of an ASTER product to reflectance, emissivity or
/// kelvins.
struct AsterCalibration {
  let kind: AsterKind
  let metadata: AsterMetadata

  /// From this day on SWIR is not useable: the detectors were no longer
  /// cooled (LP DAAC, ASTER SWIR User Advisory, July 18, 2008).
  static let lastSWIR = "2008-04-01"
  /// From this day on the warming detectors saturate and stripe here and
  /// there (the same advisory).
  static let firstDoubt = "2007-05-01"

  /// Why a band cannot be used, in a few words and as the error for naming
  /// it; nil where it can.
  func refusal(of band: AsterBand) throws -> (short: String, failure: Failure)? {
    let title = "band \(band.label) (\(band.name)) of \(metadata.name.granule)"
    if let absence = metadata.absence(of: band) {
      return (absence, Failure("\(title) was \(absence)"))
    }
    if band.telescope == .swir, metadata.date >= Self.lastSWIR {
      return (
        "SWIR is not useable since April 2008",
        Failure(
          "\(title) is of \(metadata.date): the SWIR detectors failed in April 2008 and bands 4 to "
            + "9 are saturated since; leave them out, or use a granule from before")
      )
    }
    if kind == .l1t, band.telescope != .tir, try metadata.isNight() {
      return (
        "acquired at night",
        Failure("\(title) was acquired at night, with nothing to reflect; use its thermal bands")
      )
    }
    return nil
  }

  /// A band whose constants are missing fails only where it is used.
  func scaling(of band: AsterBand) -> BandDeclaration.Scaling {
    guard kind == .l1t else { return .rule(.linear(gain: kind.unit, offset: 0)) }
    do {
      return .rule(try band.telescope == .tir ? thermal(band) : reflective(band))
    } catch let failure as Failure {
      return .unknown(failure)
    } catch { return .unknown(Failure("\(error)")) }
  }

  /// Surface temperature, in kelvins.
  var surfaceTemperature: Calibration { .linear(gain: kind.unit, offset: 0) }

  /// L = (DN - 1) UCC
  private func thermal(_ band: AsterBand) throws -> Calibration {
    let step = try coefficient(band)
    guard let planck = band.planck else {
      throw Failure("band \(band.label) has no constants of Planck's law")
    }
    return .brightnessTemperature(gain: step, offset: -step, k1: planck.k1, k2: planck.k2)
  }

  /// pi L d2 / (E sin(sun elevation)), L = (DN - 1) UCC
  private func reflective(_ band: AsterBand) throws -> Calibration {
    guard let elevation = try metadata.sunElevation() else { throw missing("sun elevation") }
    guard (-90...90).contains(elevation) else {
      throw Failure("the metadata of \(metadata.name.granule) give a sun elevation of \(elevation)")
    }
    guard let distance = SunDistance.on(metadata.date), let sun = band.irradiance else {
      throw Failure("the date '\(metadata.date)' of \(metadata.name.granule) is none")
    }
    let step =
      try coefficient(band) * .pi * distance * distance / (sun * sin(elevation * .pi / 180))
    return .linear(gain: step, offset: -step)
  }

  private func coefficient(_ band: AsterBand) throws -> Double {
    let gain = try metadata.gain(of: band)
    if let coefficient = band.coefficient(gain) { return coefficient }
    guard let gain else { throw missing("gain setting of band \(band.label)") }
    throw Failure(
      "the metadata of \(metadata.name.granule) give band \(band.label) the gain "
        + "\(gain.rawValue), for which no conversion coefficient is published")
  }

  private func missing(_ what: String) -> Failure {
    Failure(
      "no metadata of \(metadata.name.granule) give the \(what); put its .hdf.xml or .met file "
        + "beside it")
  }
}

import RasterIO

/// The unit of a list of wavelengths: as it is said, else by their size, as for the bands of rasters.
struct WavelengthScale {
  private let unit: String?
  /// What is to be said about it.
  let remark: String?

  /// Nil where the unit is no unit of length, number or frequency.
  init?(unit word: String?, values: [Double]) {
    let known = word?.isEmpty == false ? word : nil
    let longest = values.max() ?? 0
    if let known {
      guard WavelengthUnit.micrometres(1, unit: known).value != nil else { return nil }
      (unit, remark) = (known, nil)
    } else if longest > 100 {
      (unit, remark) = ("nm", "wavelengths have no unit and are taken for nanometres")
    } else {
      (unit, remark) = ("um", "wavelengths have no unit and are taken for micrometres")
    }
  }

  func micrometres(_ values: [Double]) -> [Double] {
    values.map { WavelengthUnit.micrometres($0, unit: unit).value ?? .nan }
  }
}

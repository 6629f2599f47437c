/// The bands of the MultiSpectral Instrument, as a table. `id` is how the
/// metadata count them (bandId, band_id). Wavelengths are the centres in
/// micrometres that the metadata of Sentinel-2A state; a product's own
/// metadata go before them.
struct Sentinel2Band {
  enum Kind {
    case land, aerosol, vapour, cirrus

    /// Why a band of this kind is not used unless it is named.
    var leftOut: String? {
      switch self {
      case .land: nil
      case .aerosol: "sees aerosol more than the ground: used only when named"
      case .vapour: "sees water vapour, not the ground: used only when named"
      case .cirrus: "sees cirrus, not the ground: used only when named"
      }
    }
  }

  var id: Int
  /// "B04"
  var label: String
  var name: String
  var wavelength: Double
  /// Native pixel size in metres.
  var resolution: Int
  var kind = Kind.land

  /// "4" and "B4" for B04, "8A" for B8A.
  var aliases: [String] {
    let number = String(label.dropFirst().drop { $0 == "0" })
    return [number, "B" + number]
  }

  /// Pixel sizes in metres in the order in which a band is taken from them:
  /// its own, then the finest.
  var resolutions: [Int] { [resolution] + [10, 20, 60].filter { $0 != resolution } }

  /// Sentinel-2 Products Specification Document (S2-PDGS-TAS-DI-PSD).
  static let all: [Sentinel2Band] = [
    .init(
      id: 0, label: "B01", name: "coastal", wavelength: 0.4427, resolution: 60, kind: .aerosol),
    .init(id: 1, label: "B02", name: "blue", wavelength: 0.4927, resolution: 10),
    .init(id: 2, label: "B03", name: "green", wavelength: 0.5598, resolution: 10),
    .init(id: 3, label: "B04", name: "red", wavelength: 0.6646, resolution: 10),
    .init(id: 4, label: "B05", name: "rededge1", wavelength: 0.7041, resolution: 20),
    .init(id: 5, label: "B06", name: "rededge2", wavelength: 0.7405, resolution: 20),
    .init(id: 6, label: "B07", name: "rededge3", wavelength: 0.7828, resolution: 20),
    .init(id: 7, label: "B08", name: "nir", wavelength: 0.8328, resolution: 10),
    .init(id: 8, label: "B8A", name: "nir08", wavelength: 0.8647, resolution: 20),
    .init(
      id: 9, label: "B09", name: "water-vapour", wavelength: 0.9451, resolution: 60,
      kind: .vapour),
    .init(
      id: 10, label: "B10", name: "cirrus", wavelength: 1.3735, resolution: 60, kind: .cirrus),
    .init(id: 11, label: "B11", name: "swir1", wavelength: 1.6137, resolution: 20),
    .init(id: 12, label: "B12", name: "swir2", wavelength: 2.2024, resolution: 20),
  ]

  /// Stored numbers of every band that are no measurement, by the table of
  /// special values in the metadata: 0 is no data, 65535 saturated. They are
  /// tested before the offset is added.
  static let specialValues: [Double] = [0, 65535]
}

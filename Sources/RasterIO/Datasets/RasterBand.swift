internal import CGDAL
import Foundation

extension RasterDataset {
  /// What a file says about the values of one of its bands: the columns of the
  /// table in docs/values.md.
  package struct Band: Sendable, Equatable {
    package var name = ""
    package var type = SampleType.complex
    /// The declared value without data, to Float64.
    package var noData: Double?
    /// The same of integers of 64 bits, which Float64 may not hold.
    package var wholeNoData: Int128?
    /// Other values without data (netCDF's missing_value beside _FillValue).
    package var missing: [Double] = []
    /// Stored values that can be data, where the file says so.
    package var validRange: ClosedRange<Double>?
    package var scale = 1.0
    package var offset = 0.0
    /// Of the scaled values; empty where the file does not say.
    package var unit = ""
    package var mask = MaskKind.none
    package var isAlpha = false
    /// The colour that it is of a picture, where the file says so.
    package var colour: Colour?
    /// How many colours the band's palette has.
    package var paletteSize = 0
    /// The list index is the pixel value.
    package var categories: [String] = []
    package var blockWidth = 1
    package var blockHeight = 1
    /// Centre wavelength in micrometres, where the file gives one.
    package var wavelength: Double?
    /// The file's words for it, "450 Nanometers", which GDAL adds to the name.
    package var wavelengthWords = ""
    /// Why the file's wavelength is not taken, or how it was understood.
    package var wavelengthRemark: String?
    /// Its unit is not known.
    fileprivate var hasBareWavelength = false

    package enum Colour: Sendable { case red, green, blue }

    package var hasColourTable: Bool { paletteSize > 0 }

    /// The declared values without data, with all their digits.
    package var noDataText: [String] {
      let own = wholeNoData.map { "\($0)" } ?? noData.map { "\(StoredNumber.real($0))" }
      return [own].compactMap(\.self) + missing.map { "\(StoredNumber.real($0))" }
    }

    /// All values that the file declares to be none; `instead` are somebody's
    /// own in their place.
    package func absent(instead: [Double]? = nil) -> AbsentValues {
      AbsentValues(
        type, values: instead ?? ([noData].compactMap(\.self) + missing),
        wholes: instead == nil ? [wholeNoData].compactMap(\.self) : [], validRange: validRange)
    }

    package var absent: AbsentValues { absent() }
  }
}

extension RasterDataset.Band {
  init(of dataset: GDALDatasetH, number: Int, driver: String) {
    guard let handle = GDALGetRasterBand(dataset, Int32(number)) else { return }
    let signed = BandMetadata.item(handle, "PIXELTYPE", domain: "IMAGE_STRUCTURE") == "SIGNEDBYTE"
    name = String(cString: GDALGetDescription(handle))
    type = SampleType(GDALGetRasterDataType(handle), isSignedByte: signed)
    readNoData(handle)
    readScaling(handle)
    unit = GDALGetRasterUnitType(handle).map { String(cString: $0) } ?? ""
    mask = MaskKind(GDALGetMaskFlags(handle))
    let interpretation = GDALGetRasterColorInterpretation(handle)
    isAlpha = interpretation == GCI_AlphaBand
    let colours = [(GCI_RedBand, Colour.red), (GCI_GreenBand, .green), (GCI_BlueBand, .blue)]
    colour = colours.first { $0.0 == interpretation }?.1
    if let table = GDALGetRasterColorTable(handle) {
      paletteSize = Int(GDALGetColorEntryCount(table))
    }
    categories = Self.categories(handle)
    let attributes = NetCDFAttributes(handle, driver: driver, type: type)
    (validRange, missing) = (attributes.validRange, attributes.missing(beside: noData))
    readWavelength(handle, unit: BandMetadata.item(dataset, "wavelength_units", domain: "ENVI"))
  }

  private mutating func readNoData(_ handle: GDALRasterBandH) {
    var isThere: Int32 = 0
    switch type {
    case .int64:
      let value = facies_no_data_int64(handle, &isThere)
      if isThere != 0 { (wholeNoData, noData) = (Int128(value), Double(value)) }
    case .uint64:
      let value = facies_no_data_uint64(handle, &isThere)
      if isThere != 0 { (wholeNoData, noData) = (Int128(value), Double(value)) }
    default:
      let value = GDALGetRasterNoDataValue(handle, &isThere)
      if isThere != 0 { noData = value }
    }
  }

  private mutating func readScaling(_ handle: GDALRasterBandH) {
    var success: Int32 = 0
    let stated = GDALGetRasterScale(handle, &success)
    scale = stated == 0 ? 1 : stated
    offset = GDALGetRasterOffset(handle, &success)
    var (width, height): (Int32, Int32) = (1, 1)
    GDALGetBlockSize(handle, &width, &height)
    (blockWidth, blockHeight) = (Int(width), Int(height))
  }

  private static func categories(_ band: GDALRasterBandH) -> [String] {
    guard let list = GDALGetRasterCategoryNames(band) else { return [] }
    var names: [String] = []
    while names.count < 65536, let entry = list[names.count] {
      names.append(String(cString: entry))
    }
    return names
  }

  /// From GDAL's CENTRAL_WAVELENGTH_UM, or ENVI's "wavelength" and
  /// "wavelength_units" items; GDAL leaves out some units of the header.
  private mutating func readWavelength(_ handle: GDALRasterBandH, unit header: String?) {
    let item = BandMetadata.item(handle, "wavelength")
    let unit = BandMetadata.item(handle, "wavelength_units") ?? header
    wavelengthWords = [item, unit].compactMap(\.self).joined(separator: " ")
    if let text = BandMetadata.item(handle, "CENTRAL_WAVELENGTH_UM", domain: "IMAGERY") {
      wavelength = Double(text)
      return
    }
    guard let value = item.flatMap({ Double($0) }) else { return }
    let found = WavelengthUnit.micrometres(value, unit: unit)
    (wavelength, wavelengthRemark) = (found.value, found.remark)
    hasBareWavelength = (unit ?? "").isEmpty
  }

  /// Wavelengths without a unit are all in one: nanometres where any of them
  /// is too large for micrometres.
  static func agree(_ bands: inout [RasterDataset.Band]) {
    let bare = bands.indices.filter { bands[$0].hasBareWavelength }
    let texts = bare.map { Double(bands[$0].wavelengthWords) }
    guard let largest = texts.compactMap(\.self).max(), largest > 100 else { return }
    for (index, value) in zip(bare, texts) {
      bands[index].wavelength = value.map { $0 / 1000 }
      bands[index].wavelengthRemark = WavelengthUnit.takenForNanometres
    }
  }
}

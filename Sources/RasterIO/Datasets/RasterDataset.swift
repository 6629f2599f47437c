internal import CGDAL
import Foundation
package import Rasters

/// An open raster: one GDAL handle, one owner, closed when the owner goes.
/// A handle may be used by one thread at a time only: give each worker its
/// own dataset.
package final class RasterDataset {
  package let path: String
  private let handle: GDALDatasetH

  package let width: Int
  package let height: Int
  package let bandCount: Int
  package let driver: String

  /// Facts about one band as the file states them.
  package struct Band: Sendable, Equatable {
    package var name: String
    package var type: SampleType
    package var noData: Double?
    package var scale: Double
    package var offset: Double
    package var blockWidth: Int
    package var blockHeight: Int
    package var isAlpha: Bool
    /// Centre wavelength in micrometres, where the file gives one.
    package var wavelength: Double?
    package var hasColourTable: Bool
    /// The list index is the pixel value.
    package var categories: [String]
  }

  package let bands: [Band]

  /// Upper limits that no real scene reaches; headers beyond them are
  /// refused before anything is allocated.
  package static let largestSide = 2_000_000
  package static let mostBands = 4096

  /// A format of products that some builds of GDAL leave out.
  private static func missingDriver(_ path: String) -> String? {
    let drivers = [
      ("jp2", "JP2OpenJPEG", "JPEG 2000"), ("hdf", "HDF4", "HDF4"), ("nc", "netCDF", "netCDF"),
    ]
    let lower = path.lowercased()
    guard
      let missing = drivers.first(where: {
        lower.hasSuffix("." + $0.0) && GDALGetDriverByName($0.1) == nil
      })
    else { return nil }
    return "this GDAL has no driver \(missing.1) for \(missing.2); install a GDAL that has"
  }

  /// Opens `path` for reading through the list of allowed drivers. `path` is
  /// taken as it stands: callers check what people typed (``LocalPath``).
  package init(path: String, threads: Int = 1) throws {
    GDAL.start()
    GDAL.resetErrors()
    let options = threads > 1 ? ["NUM_THREADS=\(threads)"] : []
    guard let opened = try GDAL.openRaster(path, options: options) else {
      throw Failure(
        "'\(path)' cannot be read as a raster: \(Self.missingDriver(path) ?? GDAL.lastMessage)")
    }
    handle = opened
    self.path = path
    width = Int(GDALGetRasterXSize(opened))
    height = Int(GDALGetRasterYSize(opened))
    bandCount = Int(GDALGetRasterCount(opened))
    driver =
      GDALGetDatasetDriver(opened).flatMap { GDALGetDriverShortName($0) }
      .map { String(cString: $0) } ?? ""
    do {
      try Self.checkSize(path: path, width: width, height: height, bands: bandCount)
    } catch {
      GDALClose(opened)
      throw error
    }
    bands = (1...bandCount).map { Self.describe(opened, band: $0) }
  }

  deinit { GDALClose(handle) }

  private static func checkSize(path: String, width: Int, height: Int, bands: Int) throws {
    guard bands > 0 else {
      throw Failure("'\(path)' has no raster band of its own (a container of several rasters?)")
    }
    guard (1...largestSide).contains(width), (1...largestSide).contains(height) else {
      throw Failure(
        "'\(path)' claims \(width)x\(height) pixels; at most \(largestSide) a side are read")
    }
    guard bands <= mostBands else {
      throw Failure("'\(path)' has \(bands) bands; at most \(mostBands) are read")
    }
  }

  private static func describe(_ dataset: GDALDatasetH, band: Int) -> Band {
    guard let handle = GDALGetRasterBand(dataset, Int32(band)) else {
      return Band(
        name: "", type: .complex, noData: nil, scale: 1, offset: 0, blockWidth: 1,
        blockHeight: 1, isAlpha: false, wavelength: nil, hasColourTable: false, categories: [])
    }
    var blockWidth: Int32 = 1
    var blockHeight: Int32 = 1
    GDALGetBlockSize(handle, &blockWidth, &blockHeight)
    var hasNoData: Int32 = 0
    let noData = GDALGetRasterNoDataValue(handle, &hasNoData)
    var success: Int32 = 0
    let scale = GDALGetRasterScale(handle, &success)
    let offset = GDALGetRasterOffset(handle, &success)
    let signed = metadata(handle, "PIXELTYPE", domain: "IMAGE_STRUCTURE") == "SIGNEDBYTE"
    return Band(
      name: String(cString: GDALGetDescription(handle)),
      type: SampleType(GDALGetRasterDataType(handle), isSignedByte: signed),
      noData: hasNoData != 0 ? noData : nil,
      scale: scale == 0 ? 1 : scale, offset: offset,
      blockWidth: Int(blockWidth), blockHeight: Int(blockHeight),
      isAlpha: GDALGetRasterColorInterpretation(handle) == GCI_AlphaBand,
      wavelength: wavelength(handle),
      hasColourTable: GDALGetRasterColorTable(handle) != nil,
      categories: categories(handle))
  }

  private static func categories(_ band: GDALRasterBandH) -> [String] {
    guard let list = GDALGetRasterCategoryNames(band) else { return [] }
    var names: [String] = []
    while names.count < 65536, let entry = list[names.count] {
      names.append(String(cString: entry))
    }
    return names
  }

  private static func metadata(
    _ object: GDALMajorObjectH, _ key: String, domain: String? = nil
  ) -> String? {
    GDALGetMetadataItem(object, key, domain).map { String(cString: $0) }
  }

  /// From ENVI's "wavelength" and "wavelength_units" items, or GDAL's
  /// CENTRAL_WAVELENGTH_UM.
  private static func wavelength(_ band: GDALRasterBandH) -> Double? {
    if let text = metadata(band, "CENTRAL_WAVELENGTH_UM", domain: "IMAGERY") {
      return Double(text)
    }
    guard let value = metadata(band, "wavelength").flatMap({ Double($0) }) else { return nil }
    let unit = metadata(band, "wavelength_units")?.lowercased() ?? ""
    return unit.hasPrefix("nano") || value > 100 ? value / 1000 : value
  }

  /// A metadata item of a band.
  func bandItem(_ band: Int, _ key: String, domain: String) -> String? {
    GDALGetRasterBand(handle, Int32(band)).flatMap { Self.metadata($0, key, domain: domain) }
  }

  /// A metadata item of the dataset.
  package func metadataItem(_ key: String, domain: String? = nil) -> String? {
    Self.metadata(handle, key, domain: domain)
  }

  /// Size and place as the file states them. A transform of GDAL's default
  /// (0, 1, 0, 0, 0, 1) counts as none.
  package var grid: Grid {
    var c = [Double](repeating: 0, count: 6)
    let placed = GDALGetGeoTransform(handle, &c) == CE_None && c != [0, 1, 0, 0, 0, 1]
    let text = GDALGetProjectionRef(handle).map { String(cString: $0) } ?? ""
    let wkt = text.isEmpty ? nil : text
    return Grid(
      width: width, height: height, transform: placed ? GeoTransform(coefficients: c) : nil,
      wkt: wkt, reference: wkt.map(SpatialReference.reference(wkt:)) ?? .unknown)
  }

  /// A part of the raster in source pixels, which may begin and end inside
  /// a pixel when values are resampled.
  package struct SourceWindow: Sendable, Equatable {
    package var column: Double
    package var row: Double
    package var width: Double
    package var height: Double

    package init(column: Double, row: Double, width: Double, height: Double) {
      self.column = column
      self.row = row
      self.width = width
      self.height = height
    }

    package init(_ window: Window) {
      self.init(
        column: Double(window.column), row: Double(window.row), width: Double(window.width),
        height: Double(window.height))
    }
  }

  /// Reads a window of some bands as Float32 planes: `bandStride` floats
  /// from band to band and `rowStride` from row to row.
  package func read(
    bands list: [Int], source: SourceWindow, width: Int, height: Int,
    into buffer: UnsafeMutablePointer<Float>, rowStride: Int, bandStride: Int,
    resampling: Resampling = .nearest
  ) throws {
    try read(
      bands: list, source: source, width: width, height: height, into: buffer,
      type: GDT_Float32, bytes: 4, rowStride: rowStride, bandStride: bandStride,
      resampling: resampling)
  }

  /// Reads one band as 16-bit labels.
  package func readLabels(
    band: Int = 1, source: SourceWindow, width: Int, height: Int,
    into buffer: UnsafeMutablePointer<UInt16>
  ) throws {
    try read(
      bands: [band], source: source, width: width, height: height, into: buffer,
      type: GDT_UInt16, bytes: 2, rowStride: width, bandStride: width * height,
      resampling: .nearest)
  }

  /// Reads a window of one band as Float64, as stored: neither scaled nor
  /// freed of fill values.
  package func readDoubles(band: Int = 1, window: Window) throws -> [Double] {
    var out = [Double](repeating: 0, count: window.pixelCount)
    try out.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      try read(
        bands: [band], source: .init(window), width: window.width, height: window.height,
        into: base, type: GDT_Float64, bytes: 8, rowStride: window.width,
        bandStride: window.pixelCount, resampling: .nearest)
    }
    return out
  }

  private func read(
    bands list: [Int], source: SourceWindow, width: Int, height: Int,
    into buffer: UnsafeMutableRawPointer, type: GDALDataType, bytes: Int, rowStride: Int,
    bandStride: Int, resampling: Resampling
  ) throws {
    var extra = GDALRasterIOExtraArg()
    facies_init_raster_io_extra(&extra)
    extra.eResampleAlg = resampling.gdal
    extra.bFloatingPointWindowValidity = 1
    (extra.dfXOff, extra.dfYOff) = (source.column, source.row)
    (extra.dfXSize, extra.dfYSize) = (source.width, source.height)
    let left = Int32(source.column.rounded(.down))
    let top = Int32(source.row.rounded(.down))
    let right = min(Int32(self.width), Int32((source.column + source.width).rounded(.up)))
    let bottom = min(Int32(self.height), Int32((source.row + source.height).rounded(.up)))
    var map = list.map { Int32($0) }
    GDAL.resetErrors()
    let status = GDALDatasetRasterIOEx(
      handle, GF_Read, left, top, max(1, right - left), max(1, bottom - top),
      buffer, Int32(width), Int32(height), type, Int32(list.count), &map,
      GSpacing(bytes), GSpacing(rowStride * bytes), GSpacing(bandStride * bytes), &extra)
    guard status == CE_None, !GDAL.failed else {
      throw Failure(
        "'\(path)' cannot be read at rows \(top) to \(bottom - 1): \(GDAL.lastMessage)")
    }
  }

  /// The colours of band 1's palette, where there is one.
  package var palette: [Int: RGB] {
    guard let band = GDALGetRasterBand(handle, 1), let table = GDALGetRasterColorTable(band)
    else { return [:] }
    var colours: [Int: RGB] = [:]
    for index in 0..<GDALGetColorEntryCount(table) {
      guard let entry = GDALGetColorEntry(table, index)?.pointee else { continue }
      let parts = [entry.c1, entry.c2, entry.c3].map { UInt8(clamping: $0) }
      colours[Int(index)] = RGB(parts[0], parts[1], parts[2])
    }
    return colours
  }

  /// Band masks beyond nodata values: an internal or external mask band.
  package func hasMaskBand(_ band: Int) -> Bool {
    guard let handle = GDALGetRasterBand(handle, Int32(band)) else { return false }
    let flags = GDALGetMaskFlags(handle)
    return flags & Int32(GMF_PER_DATASET) != 0 && flags & Int32(GMF_ALPHA) == 0
  }

  /// Reads the mask of a band: 0 where there is no data.
  package func readMask(
    band: Int, window: Window, into buffer: UnsafeMutablePointer<UInt8>, rowStride: Int
  ) throws {
    guard let band = GDALGetRasterBand(handle, Int32(band)), let mask = GDALGetMaskBand(band)
    else { throw Failure("'\(path)' has no band \(band)") }
    let status = GDALRasterIO(
      mask, GF_Read, Int32(window.column), Int32(window.row), Int32(window.width),
      Int32(window.height), buffer, Int32(window.width), Int32(window.height), GDT_Byte, 1,
      Int32(rowStride))
    guard status == CE_None else {
      throw Failure("the mask of '\(path)' cannot be read: \(GDAL.lastMessage)")
    }
  }
}

extension RasterDataset {
  /// How labels are read so that none is changed: whole numbers of 64 bits as
  /// they are, all others as Float64, which holds them.
  var labelType: GDALDataType {
    guard let band = GDALGetRasterBand(handle, 1) else { return GDT_Unknown }
    let type = GDALGetRasterDataType(band)
    if type.rawValue == 12 || type.rawValue == 13 { return type }
    return GDALDataTypeIsComplex(type) != 0 ? GDT_Unknown : GDT_Float64
  }

  /// Whether the first band holds whole numbers.
  var holdsWholeNumbers: Bool {
    GDALGetRasterBand(handle, 1).map { GDALDataTypeIsInteger(GDALGetRasterDataType($0)) != 0 }
      ?? false
  }

  /// The value of the first band that is declared to mean "no data".
  var declaredNoData: DeclaredNoData? {
    guard let band = GDALGetRasterBand(handle, 1) else { return nil }
    var isThere: Int32 = 0
    switch labelType.rawValue {
    case 12:
      let value = facies_no_data_uint64(band, &isThere)
      return isThere != 0 ? .whole(Int128(value)) : nil
    case 13:
      let value = facies_no_data_int64(band, &isThere)
      return isThere != 0 ? .whole(Int128(value)) : nil
    default:
      let value = GDALGetRasterNoDataValue(band, &isThere)
      return isThere != 0 ? .real(value) : nil
    }
  }

  /// Reads a window of the first band as ``labelType``, 8 bytes a value, the
  /// nearest pixels where the size is another one.
  func readLabels(window: Window, width: Int, height: Int, into out: UnsafeMutableRawPointer) throws
  {
    try read(
      bands: [1], source: .init(window), width: width, height: height, into: out, type: labelType,
      bytes: 8, rowStride: width, bandStride: width * height, resampling: .nearest)
  }
}

/// A value that is declared to mean "no data", exactly.
enum DeclaredNoData: Equatable {
  case whole(Int128)
  case real(Double)
}

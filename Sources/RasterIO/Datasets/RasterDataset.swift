internal import CGDAL
import Foundation
package import Rasters

/// An open raster: one GDAL handle, one owner, closed when the owner goes.
/// A handle may be used by one thread at a time only: give each worker its
/// own dataset.
package final class RasterDataset {
  package let path: String
  let handle: GDALDatasetH

  package let width: Int
  package let height: Int
  package let bandCount: Int
  package let driver: String

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
    guard let opened = try Self.open(path, options: options) else {
      throw Failure(
        "'\(path)' cannot be read as a raster: \(Self.missingDriver(path) ?? GDAL.lastMessage)")
    }
    handle = opened
    self.path = path
    width = Int(GDALGetRasterXSize(opened))
    height = Int(GDALGetRasterYSize(opened))
    bandCount = Int(GDALGetRasterCount(opened))
    let driver = Self.driver(of: opened)
    self.driver = driver
    do {
      try Self.checkSize(path: path, width: width, height: height, bands: bandCount)
    } catch {
      GDALClose(opened)
      throw error
    }
    var bands = (1...bandCount).map { Band(of: opened, number: $0, driver: driver) }
    Band.agree(&bands)
    self.bands = bands
  }

  deinit { GDALClose(handle) }

  /// GDAL's netCDF driver puts a fill value in the place of what is beyond the
  /// valid range, and 0 where there is none: it is told to leave that to us.
  private static func open(_ path: String, options: [String]) throws -> GDALDatasetH? {
    guard let opened = try GDAL.openRaster(path, options: options) else { return nil }
    guard driver(of: opened) == "netCDF" else { return opened }
    GDALClose(opened)
    return try GDAL.openRaster(path, options: options + ["HONOUR_VALID_RANGE=NO"])
  }

  private static func driver(of dataset: GDALDatasetH) -> String {
    GDALGetDatasetDriver(dataset).flatMap { GDALGetDriverShortName($0) }
      .map { String(cString: $0) } ?? ""
  }

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

  /// A metadata item of a band.
  func bandItem(_ band: Int, _ key: String, domain: String) -> String? {
    GDALGetRasterBand(handle, Int32(band)).flatMap { BandMetadata.item($0, key, domain: domain) }
  }

  /// A metadata item of the dataset.
  package func metadataItem(_ key: String, domain: String? = nil) -> String? {
    BandMetadata.item(handle, key, domain: domain)
  }

  /// Size and place as the file states them. A transform of GDAL's default
  /// (0, 1, 0, 0, 0, 1) counts as none, and so does one whose pixels have no size.
  package var grid: Grid {
    var c = [Double](repeating: 0, count: 6)
    let placed =
      GDALGetGeoTransform(handle, &c) == CE_None && c != [0, 1, 0, 0, 0, 1] && Self.hasArea(c)
    let text = GDALGetProjectionRef(handle).map { String(cString: $0) } ?? ""
    let wkt = text.isEmpty ? nil : text
    return Grid(
      width: width, height: height, transform: placed ? GeoTransform(coefficients: c) : nil,
      wkt: wkt, reference: wkt.map(SpatialReference.reference(wkt:)) ?? .unknown)
  }

  /// Whether the pixels of a geotransform have a size: without one it says
  /// nothing of their places.
  private static func hasArea(_ c: [Double]) -> Bool {
    let area = c[1] * c[5] - c[2] * c[4]
    return area.isFinite && area != 0
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
    resampling: Resampling = .nearest, checkpoint: ReadCheckpoint? = nil
  ) throws {
    try read(
      bands: list, source: source, width: width, height: height, into: buffer,
      type: GDT_Float32, bytes: 4, rowStride: rowStride, bandStride: bandStride,
      resampling: resampling, checkpoint: checkpoint)
    for (index, band) in list.enumerated() where bands[band - 1].type == .int8 {
      for row in 0..<height {
        Self.sign(buffer + index * bandStride + row * rowStride, count: width)
      }
    }
  }

  /// Bytes that the file says are signed, which GDAL before 3.7 reads as 0 to
  /// 255.
  private static func sign(_ values: UnsafeMutablePointer<some BinaryFloatingPoint>, count: Int) {
    for index in 0..<count where values[index] > 127 { values[index] -= 256 }
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
      try read(
        band: band, window: window, as: .float64, size: (window.width, window.height), into: buffer)
    }
    return out
  }

  /// Reads a window of one band as numbers of 64 bits; the nearest pixels where
  /// the size is not the window's.
  func read(
    band: Int, window: Window, as type: SampleType, size: (width: Int, height: Int),
    into buffer: UnsafeMutableRawBufferPointer
  ) throws {
    guard let base = buffer.baseAddress, size.width > 0, size.height > 0 else { return }
    try read(
      bands: [band], source: .init(window), width: size.width, height: size.height, into: base,
      type: type.gdal, bytes: 8, rowStride: size.width, bandStride: size.width * size.height,
      resampling: .nearest)
    guard type == .float64, bands[band - 1].type == .int8 else { return }
    let count = size.width * size.height
    Self.sign(base.bindMemory(to: Double.self, capacity: count), count: count)
  }

  private func read(
    bands list: [Int], source: SourceWindow, width: Int, height: Int,
    into buffer: UnsafeMutableRawPointer, type: GDALDataType, bytes: Int, rowStride: Int,
    bandStride: Int, resampling: Resampling, checkpoint: ReadCheckpoint? = nil
  ) throws {
    var extra = GDALRasterIOExtraArg()
    facies_init_raster_io_extra(&extra)
    checkpoint?.watch(&extra)
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
    try checkpoint?.check()
    guard status == CE_None, !GDAL.hasFailed else {
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

  /// Whether a band has a mask of its own, or its file has one, beside its
  /// values and alpha bands.
  package func hasMaskBand(_ band: Int) -> Bool {
    guard (1...bandCount).contains(band) else { return false }
    return [.file, .band, .together].contains(bands[band - 1].mask)
  }

  /// Reads the mask of a band: 0 where there is no data.
  package func readMask(
    band: Int, window: Window, size: (width: Int, height: Int)? = nil,
    into buffer: UnsafeMutablePointer<UInt8>, rowStride: Int
  ) throws {
    guard let band = GDALGetRasterBand(handle, Int32(band)), let mask = GDALGetMaskBand(band)
    else { throw Failure("'\(path)' has no band \(band)") }
    let size = size ?? (window.width, window.height)
    let status = GDALRasterIO(
      mask, GF_Read, Int32(window.column), Int32(window.row), Int32(window.width),
      Int32(window.height), buffer, Int32(size.width), Int32(size.height), GDT_Byte, 1,
      Int32(rowStride))
    guard status == CE_None else {
      throw Failure("the mask of '\(path)' cannot be read: \(GDAL.lastMessage)")
    }
  }
}

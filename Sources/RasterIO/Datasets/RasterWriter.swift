internal import CGDAL
import Files
import Foundation
package import Rasters

/// A GeoTIFF that is written window by window under a temporary name and
/// takes its final name when finished. Dropped unfinished, it leaves nothing.
package final class RasterWriter {
  package let path: String
  package let temporary: String
  private var handle: GDALDatasetH?
  private let type: SampleType
  private let isSparse: Bool

  package static let tiledDeflate = [
    "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=DEFLATE", "ZLEVEL=6",
    "BIGTIFF=IF_SAFER", "INTERLEAVE=BAND",
  ]

  package init(
    path: String, grid: Grid, bands: Int = 1, type: SampleType, noData: Double? = nil,
    descriptions: [String] = [], options: [String] = RasterWriter.tiledDeflate
  ) throws {
    GDAL.start()
    self.path = path
    self.type = type
    isSparse = options.contains("SPARSE_OK=TRUE")
    temporary = TemporaryName.beside(path)
    let driver = GDALGetDriverByName("GTiff")
    let name = WatchedFiles.name(of: temporary)
    do {
      try writing {
        let created = GDAL.withStrings(options) {
          GDALCreate(
            driver, name, Int32(grid.width), Int32(grid.height), Int32(bands), type.gdal, $0)
        }
        guard let created else { throw failure }
        handle = created
        Self.place(created, on: grid)
        for index in 1...bands {
          guard let band = GDALGetRasterBand(created, Int32(index)) else { continue }
          if let noData { GDALSetRasterNoDataValue(band, noData) }
          if index <= descriptions.count { GDALSetDescription(band, descriptions[index - 1]) }
        }
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  deinit {
    guard let handle else { return }
    GDALClose(handle)
    unlink(temporary)
    _ = WatchedFiles.takeFailure(of: temporary)
  }

  /// Runs calls of GDAL that write; any error of theirs is one.
  private func writing<R>(_ body: () throws -> R) throws -> R {
    GDAL.resetErrors()
    return try GDAL.writing(path, as: temporary, body)
  }

  private var failure: Failure { Failure("cannot write '\(path)': \(GDAL.lastMessage)") }

  private static func place(_ dataset: GDALDatasetH, on grid: Grid) {
    if var coefficients = grid.transform?.coefficients {
      GDALSetGeoTransform(dataset, &coefficients)
    }
    if let wkt = grid.wkt { GDALSetProjection(dataset, wkt) }
  }

  package func setMetadata(_ pairs: [String: String]) {
    guard let handle else { return }
    for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
      GDALSetMetadataItem(handle, key, value, nil)
    }
  }

  /// What programs show a band between, without reading it all.
  package func setStatistics(_ summary: RasterStatistics.Summary, band: Int = 1) {
    guard let handle, let band = GDALGetRasterBand(handle, Int32(band)) else { return }
    GDALSetRasterStatistics(
      band, summary.least, summary.greatest, summary.mean, summary.deviation)
  }

  /// Gives band 1 the legend's colours; value 0 is transparent black.
  package func setColourTable(_ legend: Legend) {
    guard let handle, let band = GDALGetRasterBand(handle, 1),
      let table = GDALCreateColorTable(GPI_RGB)
    else { return }
    defer { GDALDestroyColorTable(table) }
    var none = GDALColorEntry(c1: 0, c2: 0, c3: 0, c4: 0)
    GDALSetColorEntry(table, 0, &none)
    for entry in legend.entries {
      var colour = GDALColorEntry(
        c1: Int16(entry.colour.red), c2: Int16(entry.colour.green), c3: Int16(entry.colour.blue),
        c4: 255)
      GDALSetColorEntry(table, Int32(entry.value), &colour)
    }
    GDALSetRasterColorTable(band, table)
  }

  package func write(
    _ values: UnsafePointer<Float>, window: Window, band: Int = 1, rowStride: Int
  ) throws {
    try write(UnsafeRawPointer(values), GDT_Float32, 4, window, band, rowStride)
  }

  package func write(
    _ values: UnsafePointer<UInt8>, window: Window, band: Int = 1, rowStride: Int
  ) throws {
    try write(UnsafeRawPointer(values), GDT_Byte, 1, window, band, rowStride)
  }

  package func write(
    _ values: UnsafePointer<UInt16>, window: Window, band: Int = 1, rowStride: Int
  ) throws {
    try write(UnsafeRawPointer(values), GDT_UInt16, 2, window, band, rowStride)
  }

  private func write(
    _ values: UnsafeRawPointer, _ type: GDALDataType, _ bytes: Int, _ window: Window, _ band: Int,
    _ rowStride: Int
  ) throws {
    guard let handle, let band = GDALGetRasterBand(handle, Int32(band)) else {
      throw Failure("'\(path)' has no band \(band) to write to")
    }
    try writing {
      let status = GDALRasterIOEx(
        band, GF_Write, Int32(window.column), Int32(window.row), Int32(window.width),
        Int32(window.height), UnsafeMutableRawPointer(mutating: values), Int32(window.width),
        Int32(window.height), type, GSpacing(bytes), GSpacing(rowStride * bytes), nil)
      guard status == CE_None else { throw failure }
    }
  }

  /// Flushes and closes the temporary file, with the errors that GDAL 3.6's
  /// void close only leaves behind.
  private func close() throws {
    guard let handle else { throw Failure("'\(path)' is already finished") }
    self.handle = nil
    do {
      try writing {
        GDALFlushCache(handle)
        GDALClose(handle)
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Closes the file, reads it again and gives it its name.
  package func finish() throws {
    guard let handle else { throw Failure("'\(path)' is already finished") }
    let (width, height) = (GDALGetRasterXSize(handle), GDALGetRasterYSize(handle))
    let bands = GDALGetRasterCount(handle)
    try close()
    do {
      try RasterCheck(path: temporary, name: path, isSparse: isSparse).run(
        width: width, height: height, bands: bands)
    } catch {
      unlink(temporary)
      throw error
    }
    try TemporaryName.commit(temporary, as: path)
  }

  /// What a pixel of an overview takes from those under it.
  package enum Overviews: String {
    /// The most frequent label; 0 is no data.
    case mode = "MODE"
    case average = "AVERAGE"
  }

  /// Closes the file, copies it to a Cloud-Optimized GeoTIFF of the final
  /// name with overviews, and removes the temporary one. A block holds all
  /// bands: files of many bands need small ones, or memory.
  package func finishAsCOG(overviews: Overviews, threads: Int, blockSize: Int = 512) throws {
    try buildOverviews(overviews, threads: threads, blockSize: blockSize)
    try close()
    defer { unlink(temporary) }
    // Level 6 takes three times as long and saves a tenth of a map.
    let options = [
      "COMPRESS=DEFLATE", "LEVEL=5", "BLOCKSIZE=\(blockSize)",
      "OVERVIEW_RESAMPLING=\(overviews.rawValue)", "OVERVIEWS=AUTO", "BIGTIFF=IF_SAFER",
      "NUM_THREADS=\(max(1, threads))",
    ]
    try RasterCopy.write(from: temporary, driver: "COG", options: options, to: path)
  }

  /// The overviews that the COG driver would make and pack twice: halves until
  /// one block holds them. Those of labels are ours, which takes a tenth of the
  /// time.
  private func buildOverviews(_ kind: Overviews, threads: Int, blockSize: Int) throws {
    guard let handle else { throw Failure("'\(path)' is already finished") }
    var factors: [Int32] = []
    let longest = Int(max(GDALGetRasterXSize(handle), GDALGetRasterYSize(handle)))
    while (longest - 1) >> factors.count >= blockSize { factors.append(2 << Int32(factors.count)) }
    guard !factors.isEmpty else { return }
    CPLSetThreadLocalConfigOption("GDAL_NUM_THREADS", "\(max(1, threads))")
    CPLSetThreadLocalConfigOption("GDAL_TIFF_OVR_BLOCKSIZE", "\(blockSize)")
    defer {
      CPLSetThreadLocalConfigOption("GDAL_NUM_THREADS", nil)
      CPLSetThreadLocalConfigOption("GDAL_TIFF_OVR_BLOCKSIZE", nil)
    }
    let isOurs = kind == .mode && type == .uint8
    try writing {
      let status = GDALBuildOverviews(
        handle, isOurs ? "NONE" : kind.rawValue, Int32(factors.count), &factors, 0, nil, nil, nil)
      guard status == CE_None else { throw failure }
      if isOurs { try LabelOverviews(handle, levels: factors.count, path: path).write() }
    }
  }
}

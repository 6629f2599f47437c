internal import CGDAL
import Foundation
import Rasters

/// Whether a GeoTIFF that was written is whole. Opening it says nothing: GDAL
/// 3.6 opens files whose blocks are missing, and reads zeros there.
struct RasterCheck {
  let path: String
  /// What messages call it.
  let name: String
  /// Whether blocks of nothing but no data may be left out.
  var isSparse = false

  /// Blocks are unpacked up to so many bytes, spread evenly over the file; of
  /// the others it is seen to that they lie inside it.
  private static let most = 128 << 20

  func run(width: Int32, height: Int32, bands: Int32) throws {
    GDAL.resetErrors()
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY)
    let opened = GDAL.withStrings(["GTiff"]) { GDALOpenEx(path, flags, constant($0), nil, nil) }
    guard let opened else { throw damaged }
    defer { GDALClose(opened) }
    guard GDALGetRasterXSize(opened) == width, GDALGetRasterYSize(opened) == height,
      GDALGetRasterCount(opened) == bands, let band = GDALGetRasterBand(opened, 1)
    else { throw damaged }
    let isShared = Self.isShared(opened)
    let levels = [band] + (0..<GDALGetOverviewCount(band)).compactMap { GDALGetOverview(band, $0) }
    let bytes = levels.reduce(0) { $0 + Blocks($1).bytes }
    let every = max(1, (bytes + Self.most - 1) / Self.most)
    for level in levels { try check(level, every: every) }
    guard !isShared else { return }
    for number in 1..<max(2, bands + 1) where number > 1 {
      if let other = GDALGetRasterBand(opened, number) { try check(other, every: every) }
    }
  }

  /// Whether a block holds all bands.
  private static func isShared(_ dataset: GDALDatasetH) -> Bool {
    guard let text = GDALGetMetadataItem(dataset, "INTERLEAVE", "IMAGE_STRUCTURE") else {
      return false
    }
    return String(cString: text) == "PIXEL"
  }

  private struct Blocks {
    var across: Int32 = 0
    var down: Int32 = 0
    var blockBytes = 0
    var bytes: Int { Int(across) * Int(down) * blockBytes }

    init(_ band: GDALRasterBandH) {
      var (width, height): (Int32, Int32) = (0, 0)
      GDALGetBlockSize(band, &width, &height)
      guard width > 0, height > 0 else { return }
      across = (GDALGetRasterBandXSize(band) + width - 1) / width
      down = (GDALGetRasterBandYSize(band) + height - 1) / height
      blockBytes =
        Int(width) * Int(height)
        * Int(GDALGetDataTypeSizeBytes(GDALGetRasterDataType(band)))
    }
  }

  private func check(_ band: GDALRasterBandH, every: Int) throws {
    let blocks = Blocks(band)
    guard blocks.bytes > 0 else { throw damaged }
    let size = FileManager.default.size(path)
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: blocks.blockBytes, alignment: 16)
    defer { buffer.deallocate() }
    var number = 0
    for y in 0..<blocks.down {
      for x in 0..<blocks.across {
        if isSparse, fact(band, "BLOCK_OFFSET", x, y) == nil { continue }
        guard let start = fact(band, "BLOCK_OFFSET", x, y), start > 0,
          let length = fact(band, "BLOCK_SIZE", x, y), length > 0, start + length <= size
        else { throw damaged }
        number += 1
        guard (number - 1).isMultiple(of: every) else { continue }
        GDAL.resetErrors()
        guard GDALReadBlock(band, x, y, buffer) == CE_None, !GDAL.hasFailed else { throw damaged }
      }
    }
  }

  private func fact(_ band: GDALRasterBandH, _ what: String, _ x: Int32, _ y: Int32) -> Int? {
    GDALGetMetadataItem(band, "\(what)_\(x)_\(y)", "TIFF").flatMap { Int(String(cString: $0)) }
  }

  private var damaged: Failure {
    let reason =
      GDAL.hasFailed ? ": \(GDAL.lastMessage.replacingOccurrences(of: path, with: name))" : ""
    return Failure("'\(name)' does not hold what was written to it\(reason)")
  }
}

extension FileManager {
  /// Bytes of a file; 0 where there is none.
  func size(_ path: String) -> Int {
    (try? attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }
}

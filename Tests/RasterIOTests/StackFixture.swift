import RasterIO
import Rasters
import TestSupport

/// Stacks of small files, read the way a run reads them.
enum StackFixture {
  /// Bands of a file as a product would describe them.
  static func bands(
    of path: String, calibration: Calibration = .identity, noData: [Double]? = nil
  ) throws -> [BandSource] {
    let dataset = try RasterDataset(path: path)
    return dataset.bands.enumerated().map { index, band in
      BandSource(
        name: "\(path.split(separator: "/").last ?? "")-\(index + 1)", label: "b\(index + 1)",
        path: path, band: index + 1, grid: dataset.grid, calibration: calibration,
        noData: noData ?? band.noData.map { [$0] } ?? [], blockWidth: band.blockWidth,
        blockHeight: band.blockHeight, type: band.type,
        hasMaskBand: dataset.hasMaskBand(index + 1))
    }
  }

  static func stack(_ bands: [BandSource], grid: Grid, quality: [QualityLayer] = []) -> BandStack {
    BandStack(
      name: "test", product: "raster", level: "digital-number", grid: grid, bands: bands,
      quality: quality)
  }

  /// What one strip over a whole region holds.
  struct Reading {
    var planes: [[Float]]
    var valid: [UInt8]
    var rejected: [String: Int]
  }

  /// Reads a region in strips of some rows by several lanes, one after the
  /// other.
  static func read(
    _ stack: BandStack, region: Window? = nil, polygons: (any ShapeMask)? = nil,
    masks: [AreaMask] = [], lanes: Int = 1, rows: Int? = nil, resampling: Resampling = .bilinear
  ) throws -> Reading {
    let region = region ?? stack.grid.extent
    let reader = StripReader(
      stack: stack, region: region, polygons: polygons, masks: masks, lanes: lanes,
      resampling: resampling)
    let step = rows ?? region.height
    let strip = Strip(width: region.width, rows: step, bands: stack.bands.count)
    var out = Reading(
      planes: stack.bands.map { _ in [] }, valid: [],
      rejected: Dictionary(uniqueKeysWithValues: reader.reasons.map { ($0, 0) }))
    for top in stride(from: 0, to: region.height, by: step) {
      let range = top..<min(region.height, top + step)
      reader.begin(strip, rows: range)
      for lane in 0..<lanes { try reader.read(strip, lane: lane) }
      let counts = try reader.finish(strip, rows: range, lane: 0)
      for (reason, count) in zip(reader.reasons, counts) {
        out.rejected[reason, default: 0] += count
      }
      append(strip, to: &out)
    }
    return out
  }

  private static func append(_ strip: Strip, to out: inout Reading) {
    for band in out.planes.indices {
      out.planes[band] += UnsafeBufferPointer(start: strip.plane(band), count: strip.pixelCount)
    }
    out.valid += UnsafeBufferPointer(start: strip.valid, count: strip.pixelCount)
  }
}

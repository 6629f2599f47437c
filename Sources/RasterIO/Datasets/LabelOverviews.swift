internal import CGDAL
import Rasters

/// Fills the overviews of a raster of labels with the most frequent label of
/// the full raster under each of their pixels.
struct LabelOverviews {
  private let dataset: GDALDatasetH
  private let levels: Int
  private let path: String
  private let width: Int
  private let height: Int

  /// Overviews of 1 / 2, 1 / 4 ... of the raster's width are there and empty.
  init(_ dataset: GDALDatasetH, levels: Int, path: String) {
    self.dataset = dataset
    self.levels = levels
    self.path = path
    width = Int(GDALGetRasterXSize(dataset))
    height = Int(GDALGetRasterYSize(dataset))
  }

  func write() throws {
    guard let band = GDALGetRasterBand(dataset, 1) else { throw failure }
    let overviews = (0..<levels).compactMap { GDALGetOverview(band, Int32($0)) }
    guard overviews.count == levels else { throw failure }
    var pyramid = LabelPyramid(width: width, height: height, levels: levels)
    var labels = [UInt8](repeating: 0, count: 64 * width)
    for top in stride(from: 0, to: height, by: 64) {
      let count = min(64, height - top)
      try transfer(band, GF_Read, row: top, rows: count, width: width, &labels)
      try pyramid.add(labels, rows: count) { level, row, modes in
        try transfer(
          overviews[level], GF_Write, row: row, rows: 1, width: modes.count, &modes)
      }
    }
  }

  private func transfer(
    _ band: GDALRasterBandH, _ way: GDALRWFlag, row: Int, rows: Int, width: Int,
    _ labels: inout [UInt8]
  ) throws {
    let status = GDALRasterIO(
      band, way, 0, Int32(row), Int32(width), Int32(rows), &labels, Int32(width), Int32(rows),
      GDT_Byte, 0, 0)
    guard status == CE_None, !GDAL.hasFailed else { throw failure }
  }

  private var failure: Failure {
    Failure("the overviews of '\(path)' cannot be written: \(GDAL.lastMessage)")
  }
}

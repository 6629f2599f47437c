internal import CGDAL
internal import CKernels
import Rasters

/// Fills the overviews of a raster of labels with the most frequent label of
/// the full raster under each of their pixels.
struct LabelOverviews {
  private let dataset: GDALDatasetH
  private let factors: [Int]
  private let path: String
  private let width: Int
  private let height: Int

  /// Overviews of these factors, powers of 2 in order, are there and empty.
  init(_ dataset: GDALDatasetH, _ factors: [Int], path: String) {
    self.dataset = dataset
    self.factors = factors
    self.path = path
    width = Int(GDALGetRasterXSize(dataset))
    height = Int(GDALGetRasterYSize(dataset))
  }

  func write() throws {
    guard let band = GDALGetRasterBand(dataset, 1), let largest = factors.last else { return }
    let rows = max(largest, 64)
    var labels = [UInt8](repeating: 0, count: rows * width)
    var modes = [UInt8](repeating: 0, count: (width + 1) / 2)
    for top in stride(from: 0, to: height, by: rows) {
      let count = min(rows, height - top)
      try transfer(band, GF_Read, row: top, rows: count, width: width, &labels)
      for (index, factor) in factors.enumerated() {
        guard let overview = GDALGetOverview(band, Int32(index)) else { throw failure }
        let cells = (width + factor - 1) / factor
        for row in stride(from: 0, to: count, by: factor) {
          labels.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return }
            fk_cell_modes(
              min(factor, count - row), width, factor, base + row * width, width, &modes)
          }
          try transfer(overview, GF_Write, row: (top + row) / factor, rows: 1, width: cells, &modes)
        }
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
    guard status == CE_None, !GDAL.failed else { throw failure }
  }

  private var failure: Failure {
    Failure("the overviews of '\(path)' cannot be written: \(GDAL.lastWriteMessage)")
  }
}

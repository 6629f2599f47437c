import MapTools
import RasterIO
import Rasters

/// Rasters of several bands that are written by rows: bands lie after one another, in blocks of
/// some rows, until they are finished.
enum ManyBands {
  /// Rows of a block.
  static let rows = 16

  static func writer(
    _ name: ResultFolder.Name, _ walk: MapWalk, _ type: SampleType, noData: Double,
    _ bands: [String], _ metadata: [String: String] = [:]
  ) throws -> RasterWriter {
    let writer = try RasterWriter(
      path: walk.folder.file(name), grid: walk.source.grid, bands: bands.count, type: type,
      noData: noData, descriptions: bands,
      options: ["INTERLEAVE=BAND", "BLOCKYSIZE=\(rows)", "BIGTIFF=IF_SAFER"])
    writer.setMetadata(walk.metadata.merging(metadata) { $1 })
    return writer
  }

  static func finish(_ writer: RasterWriter, bands: Int, threads: Int) throws {
    try writer.finishAsCOG(
      overviews: .average, threads: threads, blockSize: bands > 4 ? 128 : 512)
  }
}

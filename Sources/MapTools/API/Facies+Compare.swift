package import Jobs
import RasterIO
import Rasters

extension Facies {
  /// What changed between two maps of units: matches their units (one to one,
  /// so that as few pixels as possible change, or by their numbers), and
  /// writes `change.tif`, `matrix.csv`, `changes.csv` and `compare.json` into
  /// a folder. The second map is brought to the grid of the first by its
  /// place on the ground.
  package static func compare(
    _ first: String, _ second: String, into folder: String, byNumber: Bool = false,
    overwrite: Bool = false, control: RunControl = RunControl()
  ) throws -> ChangeReport {
    let pair = try MapPair(
      try LabelMap(path: LocalPath.file(first).absolute),
      try LabelMap(path: LocalPath.file(second).absolute))
    let tally = try pair.tally(control)
    let analysis = try ChangeAnalysis(pair, tally, byNumber: byNumber)
    let report = ChangeReport(
      analysis, from: first, to: second, alignment: pair.alignment, byNumber: byNumber)
    guard report.pixels > 0 else {
      throw Failure("'\(first)' and '\(second)' have no mapped pixel in common")
    }
    let files = try ChangeFiles(folder: folder, overwrite: overwrite)
    do {
      try files.writeRaster(pair, ChangeCodes(analysis), control)
      try files.writeTables(report)
      try files.publish()
      return report
    } catch {
      throw files.abandon(error)
    }
  }
}

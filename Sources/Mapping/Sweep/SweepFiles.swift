import Rasters

/// Writes table, plot and report, which take their places together.
struct SweepFiles {
  let folder: ResultFolder

  func write(_ report: SweepReport) throws {
    try TemporaryName.write(SweepTable.csv(report), to: folder.file(.sweepTable))
    try TemporaryName.write(SweepPlot(report).svg, to: folder.file(.sweepPlot))
    try TemporaryName.write(report.json(), to: folder.file(.sweepReport))
    try folder.publish()
  }
}

import Foundation
import Rasters

/// Table, plot and, last, the report of a sweep; they may lie beside the
/// results of a run.
struct SweepFiles {
  enum Name: String, CaseIterable {
    case table = "sweep.csv"
    case plot = "sweep.svg"
    case report = "sweep.json"
  }

  private let folder: String

  /// Refuses a folder that holds results unless told to overwrite them.
  init(folder: String, overwrite: Bool) throws {
    self.folder = folder
    try StagedFolder.check(
      folder, names: Name.allCases.map(\.rawValue), overwrite: overwrite)
  }

  private func file(_ name: Name) -> String {
    URL(fileURLWithPath: folder).appendingPathComponent(name.rawValue).path
  }

  func write(_ report: SweepReport) throws {
    try StagedFolder.make(folder)
    unlink(file(.report))
    try TemporaryName.write(SweepTable.csv(report), to: file(.table))
    try TemporaryName.write(SweepPlot(report).svg, to: file(.plot))
    try TemporaryName.write(report.json(), to: file(.report))
  }
}

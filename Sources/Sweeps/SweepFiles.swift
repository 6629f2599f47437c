import Files
import Foundation
import Jobs
import MapTools
import Rasters
import SceneMaps

/// Table, plot and, last, the report of a sweep; they may lie beside the
/// results of a run.
struct SweepFiles {
  enum Name: String, CaseIterable {
    case table = "sweep.csv"
    case plot = "sweep.svg"
    case report = "sweep.json"
  }

  private static let names = Name.allCases.map(\.rawValue)
  private let folder: String
  private let overwrite: Bool

  /// Refuses a folder that holds results unless told to overwrite them.
  init(folder: String, overwrite: Bool) throws {
    self.folder = folder
    self.overwrite = overwrite
    try StagedFolder.check(folder, names: Self.names, overwrite: overwrite)
  }

  func write(_ report: SweepReport) throws {
    let staged = try StagedFolder(folder, names: Self.names, overwrite: overwrite)
    func file(_ name: Name) -> String { staged.file(name.rawValue) }
    do {
      try TemporaryName.write(SweepTable.csv(report), to: file(.table))
      try TemporaryName.write(SweepPlot(report).svg, to: file(.plot))
      try TemporaryName.write(report.json(), to: file(.report))
      try staged.publish(Self.names, keeping: [])
    } catch {
      throw staged.abandon(error)
    }
  }
}

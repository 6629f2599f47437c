import Catalogues
import Foundation
import Jobs
import RasterIO
import Rasters
import Scenes
import Surveys

/// The catalogue of a finished survey: every object with its group, votes, shapes and flags.
///
/// ```swift
/// let catalogue = try await ObjectCatalogue.make(of: survey, into: "galaxies")
/// let groups = try catalogue.column("group")
/// ```
public struct ObjectCatalogue: Sendable {
  /// The folder of the results.
  public let folder: String
  /// What the run did.
  public let report: SurveyReport
  /// Names of the columns, in their order.
  public let columns: [String]
  /// Objects.
  public let count: Int
  private let rows: [[String]]

  /// Does the whole job on a survey: finds sources, cuts them out, encodes, groups and measures
  /// them.
  ///
  /// - Throws: an error that is a `FaciesError`, or `CancellationError` where the task is cancelled.
  public static func make(
    of survey: Survey, into folder: String, options: JobOptions = JobOptions(),
    progress: @escaping ProgressHandler = { _ in }
  ) async throws -> ObjectCatalogue {
    try await Work.run(RunControl(onProgress: progress)) { control in
      let report = try Facies.run(survey, options: options.run(into: folder), control: control)
      return try ObjectCatalogue(folder: folder, report: report)
    }
  }

  init(folder: String, report: SurveyReport) throws {
    self.folder = folder
    self.report = report
    let path = folder + "/catalog.csv"
    let table = try DelimitedRows(path: LocalPath.file(path).absolute, typed: path)
    var all: [[String]] = []
    while try table.next() { all.append((0..<table.count).map(table.text)) }
    columns = all.first ?? []
    rows = Array(all.dropFirst())
    count = rows.count
  }

  /// The values of a column, in the order of the objects; empty texts are unknown.
  ///
  /// - Throws: a `FaciesError` with the code `unknownName` where there is no such column.
  public func column(_ name: String) throws -> [String] {
    guard let index = columns.firstIndex(of: name) else {
      throw Failure.usage(
        "the catalogue in '\(folder)' has no column '\(name)'"
          + DidYouMean.hint(for: name, among: columns)
          + "; it has \(columns.joined(separator: ", "))", code: .unknownName)
    }
    return rows.map { index < $0.count ? $0[index] : "" }
  }
}

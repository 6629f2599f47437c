import Files
import Foundation
import Jobs
import Rasters
import Settings

/// The folder of a vote's results.
package struct GroupFiles {
  package static let catalogue = "catalog.csv"
  package static let overview = "overview.png"
  package static let montages = "groups"
  package static let report = "run.json"
  private static let names = [catalogue, overview, report]

  private let staged: StagedFolder

  /// Where files are written until ``publish()``.
  package var folder: String { staged.staging }

  /// Refuses a folder that holds results unless told to overwrite them.
  package static func check(_ folder: String, overwrite: Bool, inputs: [String]) throws {
    try OutputPath.check(folder: folder, names: names, inputs: inputs)
    try StagedFolder.check(folder, names: names, overwrite: overwrite)
    try checkMontages(folder, overwrite: overwrite)
  }

  package init(_ folder: String, overwrite: Bool) throws {
    try Self.checkMontages(folder, overwrite: overwrite)
    staged = try StagedFolder(
      folder, names: Self.names, folders: [Self.montages], overwrite: overwrite)
  }

  private static func checkMontages(_ folder: String, overwrite: Bool) throws {
    let place = folder + "/" + montages
    guard overwrite || !FileManager.default.fileExists(atPath: place) else {
      throw Failure.usage(
        "'\(folder)' already holds \(montages); add \(JobSettings.overwrite) to replace them",
        code: .exists, path: folder)
    }
    try StagedFolder.checkMontages(folder)
  }

  package func file(_ name: String) -> String { staged.file(name) }
  package func place(_ name: String) -> String { staged.place(name) }

  /// Moves the files to their places, the report last, and takes away those of
  /// an earlier vote. A file of classes that somebody may have edited stays.
  package func publish() throws {
    try staged.publish(
      staged.montages + [GroupClasses.name] + Self.names, keeping: [GroupClasses.name])
  }

  package func abandon(_ error: any Error) -> any Error { staged.abandon(error) }
}

extension StagedFolder {
  /// The pictures of groups, those of this run and those that the report of an
  /// earlier one names; other files in their folder are none of them.
  package var montages: [String] {
    let own = Self.montages(in: file(GroupFiles.montages))
    return Set(own + reported).sorted()
  }

  /// Refuses folders that have names of pictures of groups.
  package static func checkMontages(_ folder: String) throws {
    try Publication.check(
      montages(in: folder + "/" + GroupFiles.montages).map { folder + "/" + $0 })
  }

  private static func montages(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter(isMontage)
      .map { GroupFiles.montages + "/" + $0 }
  }

  /// What the report of an earlier run says that it wrote.
  private var reported: [String] {
    struct Report: Decodable { var outputs: [String] }
    guard let data = FileManager.default.contents(atPath: place(GroupFiles.report)),
      let report = try? JSONDecoder().decode(Report.self, from: data)
    else { return [] }
    let lead = GroupFiles.montages + "/"
    return report.outputs.filter {
      $0.hasPrefix(lead) && Self.isMontage(String($0.dropFirst(lead.count)))
    }
  }

  /// "01.png": digits only.
  private static func isMontage(_ name: String) -> Bool {
    name.hasSuffix(".png") && name.count > 4 && name.dropLast(4).allSatisfy(\.isWholeNumber)
  }
}

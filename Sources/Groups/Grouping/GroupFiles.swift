import Foundation
import Jobs
import Rasters

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
    try StagedFolder.check(folder, names: names + [montages], overwrite: overwrite)
  }

  package init(_ folder: String, overwrite: Bool) throws {
    staged = try StagedFolder(folder, names: Self.names + [Self.montages], overwrite: overwrite)
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
  /// The pictures of groups, those of this run and those of an earlier one;
  /// other files in their folder are none of them.
  package var montages: [String] {
    let folder = GroupFiles.montages
    let names = [file(folder), place(folder)].flatMap {
      (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? []
    }
    return Set(names.filter(Self.isMontage)).sorted().map { folder + "/" + $0 }
  }

  /// "01.png": digits only.
  private static func isMontage(_ name: String) -> Bool {
    name.hasSuffix(".png") && name.dropLast(4).allSatisfy(\.isNumber)
  }
}

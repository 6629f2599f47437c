import Foundation
import Rasters

/// The folder of a vote's results.
struct GroupFiles {
  static let catalogue = "catalog.csv"
  static let overview = "overview.png"
  static let montages = "groups"
  static let report = "run.json"
  private static let names = [catalogue, overview, montages, report]

  let folder: String

  /// Refuses a folder that holds results unless told to overwrite them.
  static func check(_ folder: String, overwrite: Bool, inputs: [String]) throws {
    try OutputPath.check(folder: folder, names: names, inputs: inputs)
    try StagedFolder.check(folder, names: names, overwrite: overwrite)
  }

  /// Makes the folder, and takes away the report and the pictures of an
  /// earlier vote.
  init(_ folder: String) throws {
    self.folder = folder
    try StagedFolder.make(folder)
    unlink(file(Self.report))
    unlink(file(Self.overview))
    Self.removeMontages(in: file(Self.montages))
  }

  /// Takes away the pictures of groups in their folder, and nothing else.
  static func removeMontages(in montages: String) {
    let pictures = (try? FileManager.default.contentsOfDirectory(atPath: montages)) ?? []
    for name in pictures where isMontage(name) { unlink(montages + "/" + name) }
    rmdir(montages)
  }

  /// "01.png": digits only.
  private static func isMontage(_ name: String) -> Bool {
    name.hasSuffix(".png") && name.dropLast(4).allSatisfy(\.isNumber)
  }

  func file(_ name: String) -> String {
    URL(fileURLWithPath: folder).appendingPathComponent(name).path
  }
}

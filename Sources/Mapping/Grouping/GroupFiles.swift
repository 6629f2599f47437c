import Foundation
import Rasters

/// The folder of a vote's results.
struct GroupFiles {
  static let catalogue = "catalog.csv"
  static let overview = "overview.png"
  static let montages = "groups"
  static let report = "run.json"
  static let classes = "classes.yaml"
  private static let names = [catalogue, overview, montages, report]

  let folder: String

  /// Refuses a folder that holds results unless told to overwrite them.
  static func check(_ folder: String, overwrite: Bool) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), !isFolder.boolValue {
      throw Failure.usage("'\(folder)' is a file; --out must name a folder")
    }
    let there = names.filter { FileManager.default.fileExists(atPath: folder + "/" + $0) }
    guard overwrite || there.isEmpty else {
      throw Failure.usage(
        "'\(folder)' already holds \(there.joined(separator: ", ")); add --overwrite to replace them"
      )
    }
  }

  /// Makes the folder, and takes away the report and the pictures of an
  /// earlier vote.
  init(_ folder: String) throws {
    self.folder = folder
    try Self.make(folder)
    unlink(file(Self.report))
    unlink(file(Self.overview))
    Self.removeMontages(in: folder)
  }

  /// Takes away the pictures of groups in a folder of results, and nothing
  /// else.
  static func removeMontages(in folder: String) {
    let montages = folder + "/" + Self.montages
    let pictures = (try? FileManager.default.contentsOfDirectory(atPath: montages)) ?? []
    for name in pictures where isMontage(name) { unlink(montages + "/" + name) }
    rmdir(montages)
  }

  /// "01.png": digits only.
  private static func isMontage(_ name: String) -> Bool {
    name.hasSuffix(".png") && name.dropLast(4).allSatisfy(\.isNumber)
  }

  static func make(_ folder: String) throws { try ResultFolder.make(folder) }

  func file(_ name: String) -> String {
    URL(fileURLWithPath: folder).appendingPathComponent(name).path
  }
}

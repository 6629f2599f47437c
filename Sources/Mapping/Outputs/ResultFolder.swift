import Foundation
import Rasters

/// The folder of a run and the names in it, which are a contract.
struct ResultFolder {
  let path: String
  private let created: Bool

  enum Name: String, CaseIterable {
    case units = "units.tif"
    case attributes = "units.tif.aux.xml"
    case qgisStyle = "units.qml"
    case confidence = "confidence.tif"
    case features = "features.tif"
    case map = "map.png"
    case statistics = "units.csv"
    case model = "model.safetensors"
    case report = "run.json"
  }

  func file(_ name: Name) -> String {
    URL(fileURLWithPath: path).appendingPathComponent(name.rawValue).path
  }

  /// Makes the folder; refuses one that holds results unless told to
  /// overwrite them.
  init(path: String, overwrite: Bool) throws {
    self.path = path
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    let exists = manager.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, !isFolder.boolValue {
      throw Failure.usage("'\(path)' is a file; --out must name a folder")
    }
    if !exists {
      do {
        try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
      } catch {
        throw Failure("cannot make the folder '\(path)': \(TemporaryName.reason(of: error))")
      }
    }
    created = !exists
    guard access(path, W_OK) == 0 else {
      throw Failure(
        "the folder '\(path)' cannot be written to: \(String(cString: strerror(errno)))")
    }
    try refuse(existing: overwrite ? [] : Name.allCases)
  }

  private func refuse(existing names: [Name]) throws {
    let there = names.filter { FileManager.default.fileExists(atPath: file($0)) }
    guard there.isEmpty else {
      throw Failure.usage(
        "'\(path)' already holds \(there.map(\.rawValue).joined(separator: ", ")); "
          + "add --overwrite to replace them")
    }
  }

  /// Takes the folder away again if this run made it and wrote nothing.
  func removeIfEmpty() {
    guard created else { return }
    rmdir(path)
  }
}

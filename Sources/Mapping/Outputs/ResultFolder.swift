import Foundation
import Rasters

/// The folder of a run and the names in it, which are a contract.
struct ResultFolder {
  let path: String
  private let created: Bool
  /// Results that were there before this run.
  private let earlier: Set<Name>

  enum Name: String, CaseIterable {
    case units = "units.tif"
    case attributes = "units.tif.aux.xml"
    case qgisStyle = "units.qml"
    case confidence = "confidence.tif"
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
    earlier = Set(
      Name.allCases.filter {
        manager.fileExists(
          atPath: URL(fileURLWithPath: path).appendingPathComponent($0.rawValue).path)
      })
    guard access(path, W_OK) == 0 else {
      throw Failure(
        "the folder '\(path)' cannot be written to: \(String(cString: strerror(errno)))")
    }
    guard overwrite || earlier.isEmpty else {
      let names = Name.allCases.filter(earlier.contains).map(\.rawValue)
      throw Failure.usage(
        "'\(path)' already holds \(names.joined(separator: ", ")); add --overwrite to replace them")
    }
  }

  /// Takes away what a run that failed has written: a folder holds the
  /// results of a whole run or of none. What was there before stays.
  func discard() {
    for name in Name.allCases where !earlier.contains(name) { unlink(file(name)) }
    if created { rmdir(path) }
  }
}

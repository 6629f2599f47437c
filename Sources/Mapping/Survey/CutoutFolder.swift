import Foundation
import Rasters

/// The folder of `facies cutouts`: made beside its place and moved there when
/// it is complete.
struct CutoutFolder {
  static let report = "cutouts.json"
  static let files = "files"

  let path: String
  let staging: String

  init(_ path: String, overwrite: Bool) throws {
    guard !path.isEmpty else { throw Failure.usage("--out is empty") }
    self.path = URL(fileURLWithPath: path).path
    try Self.check(self.path, typed: path, overwrite: overwrite)
    staging = TemporaryName.beside(self.path)
    do {
      try FileManager.default.createDirectory(
        atPath: staging, withIntermediateDirectories: true)
    } catch {
      throw Failure("cannot make the folder '\(path)': \(TemporaryName.reason(of: error))")
    }
  }

  /// Only a folder that this command has made is ever replaced.
  private static func check(_ path: String, typed: String, overwrite: Bool) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw Failure.usage("'\(typed)' is a file; --out must name a folder")
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard !names.isEmpty else { return }
    guard names.contains(report) else {
      throw Failure.usage("'\(typed)' holds other files; --out must name a folder of its own")
    }
    guard overwrite else {
      throw Failure.usage("'\(typed)' already holds cutouts; add --overwrite to replace them")
    }
  }

  func file(_ name: String) -> String { staging + "/" + name }

  func publish() throws {
    // All files at once: a call for each would be most of the work.
    sync()
    let old = TemporaryName.beside(path)
    let hadOld = rename(path, old) == 0
    guard rename(staging, path) == 0 else {
      let reason = String(cString: strerror(errno))
      if hadOld { rename(old, path) }
      throw Failure("cannot name the finished folder '\(path)': \(reason)")
    }
    if hadOld { try? FileManager.default.removeItem(atPath: old) }
  }

  func abandon() { try? FileManager.default.removeItem(atPath: staging) }
}

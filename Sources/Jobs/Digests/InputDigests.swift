import Dispatch
import Foundation

/// SHA-256 of the files that a result was made from, worked out beside the
/// writing of results where there is a thread for it.
package final class InputDigests: @unchecked Sendable {
  package let paths: [String]
  private let work = DispatchGroup()
  private var known: [String: String] = [:]

  package init(_ paths: [String]) { self.paths = paths }

  /// Begins with all files, on a thread of its own.
  package func begin() {
    DispatchQueue.global().async(group: work) { [self] in
      for path in paths { known[path] = Self.sha256(at: path) }
    }
  }

  /// As 64 hexadecimal digits; nil where the file cannot be read (any more).
  package func sha256(of path: String) -> String? {
    work.wait()
    return known[path] ?? Self.sha256(at: path)
  }

  /// The digest of a file, or of the names and digests of all files of a folder.
  package static func sha256(at path: String) -> String? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return FileDigest.sha256(of: path) }
    let files = ResultFile.all(in: path).map { "\($0.sha256 ?? "unreadable")  \($0.name)\n" }
    return FileDigest.sha256(of: Data(files.joined().utf8))
  }
}

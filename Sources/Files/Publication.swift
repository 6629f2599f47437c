import Foundation
import Rasters

/// Finished files that take their places together: all of them or, where one
/// cannot, none, and then what was there before is there again.
package struct Publication {
  private let files: [(from: String, to: String)]
  private let gone: [String]
  private let aside: String

  /// - Parameters:
  ///   - files: in the order in which they take their places; the last says
  ///     that the others are complete.
  ///   - gone: files of an earlier run that go away.
  ///   - aside: a name for a folder in which earlier files wait meanwhile.
  package init(_ files: [(from: String, to: String)], gone: [String] = [], aside: String) {
    self.files = files
    self.gone = gone
    self.aside = aside
  }

  package func run() throws {
    for file in files { try TemporaryName.synchronise(file.from, named: file.to) }
    var (earlier, placed): ([(from: String, to: String)], [(from: String, to: String)]) = ([], [])
    do {
      try putAside(&earlier)
      for file in files { try move(file.from, file.to, named: file.to, &placed) }
      for folder in folders { try TemporaryName.synchroniseFolder(of: folder + "/x") }
    } catch {
      for step in placed { unlink(step.to) }
      for step in earlier.reversed() { rename(step.to, step.from) }
      rmdir(aside)
      throw error
    }
    try? FileManager.default.removeItem(atPath: aside)
  }

  /// The file that says that the others are complete goes first.
  private func putAside(_ moved: inout [(from: String, to: String)]) throws {
    let old = (files.map(\.to).reversed() + gone).filter(FileManager.default.fileExists)
    guard !old.isEmpty else { return }
    guard mkdir(aside, 0o777) == 0 else {
      throw Failure("cannot replace '\(old[0])': \(TemporaryName.systemReason)")
    }
    for (index, path) in old.enumerated() {
      try move(path, aside + "/\(index)", named: path, &moved)
    }
  }

  private func move(
    _ from: String, _ to: String, named name: String, _ moved: inout [(from: String, to: String)]
  ) throws {
    guard rename(from, to) == 0 else {
      throw Failure("cannot name the finished file '\(name)': \(TemporaryName.systemReason)")
    }
    moved.append((from, to))
  }

  private var folders: Set<String> {
    Set((files.map(\.to) + gone).map { URL(fileURLWithPath: $0).deletingLastPathComponent().path })
  }
}

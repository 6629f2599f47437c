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

  /// Refuses a folder or a device that has the name of a result.
  package static func check(_ paths: [String]) throws {
    for path in paths {
      var facts = stat()
      guard lstat(path, &facts) == 0 else { continue }
      switch facts.st_mode & S_IFMT {
      case S_IFREG, S_IFLNK: continue
      case S_IFDIR:
        throw Failure.usage(
          "'\(path)' is a folder where a result is to be written: move it away",
          code: .exists, path: path)
      default:
        throw Failure.usage(
          "'\(path)' is a device or a pipe where a result is to be written: move it away",
          code: .exists, path: path)
      }
    }
  }

  package func run() throws {
    try Self.check(files.map(\.to) + gone)
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
    // One by one: what was put aside is known, and nothing else goes.
    for step in earlier { unlink(step.to) }
    rmdir(aside)
  }

  /// The file that says that the others are complete goes first.
  private func putAside(_ moved: inout [(from: String, to: String)]) throws {
    let old = (files.map(\.to).reversed() + gone).filter { FileState($0) != .absent }
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

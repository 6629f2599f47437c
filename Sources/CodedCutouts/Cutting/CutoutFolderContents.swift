import Foundation
import Surveys

/// What a folder of cutouts holds: files that its own table names, and others.
struct CutoutFolderContents {
  private let folder: String
  /// Paths in the folder.
  private var own: [String] = []
  private(set) var others: [String] = []

  init(_ folder: String) {
    self.folder = folder
    let single = [
      CutoutFolder.report, CutoutFolder.table, CutoutFolder.binaryTable, CutoutFolder.cube,
    ]
    let table = folder + "/" + CutoutFolder.table
    let cutouts = Set((try? TableTexts.column("file", of: table)) ?? [])
    for name in Self.names(in: folder) {
      if name == CutoutFolder.files, Self.isFolder(folder + "/" + name) {
        for file in Self.names(in: folder + "/" + name).map({ name + "/" + $0 }) {
          add(file, isOwn: cutouts.contains(file))
        }
      } else {
        add(name, isOwn: single.contains(name))
      }
    }
  }

  private mutating func add(_ name: String, isOwn: Bool) {
    if isOwn, !Self.isFolder(folder + "/" + name) {
      own.append(name)
    } else {
      others.append(name)
    }
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// Removes the files that the table names, and the folders that are empty
  /// then.
  func remove() {
    for name in own { unlink(folder + "/" + name) }
    rmdir(folder + "/" + CutoutFolder.files)
    rmdir(folder)
  }
}

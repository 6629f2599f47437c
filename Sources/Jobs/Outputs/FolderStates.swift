import Files
import Foundation

/// The files of a folder as they were at some time.
struct FolderStates: Sendable {
  private let folder: String
  private var states: [String: FileState] = [:]

  /// - Parameter folders: inside it that count too.
  init(_ folder: String, folders: [String]) {
    self.folder = folder
    for inner in [""] + folders.map({ $0 + "/" }) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + inner)) ?? []
      for name in names { states[inner + name] = FileState(folder + "/" + inner + name) }
    }
  }

  /// Whether a file is another than it was, or came or went. Statistics that
  /// programs lay beside a raster they look at do not count.
  func hasChanged(_ name: String) -> Bool {
    !name.hasSuffix(".aux.xml")
      && FileState(folder + "/" + name) != states[name, default: .absent]
  }
}

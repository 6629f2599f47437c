import Foundation

/// The files that an input stands for: itself, or what is in a folder.
enum FolderFiles {
  struct File {
    var path: String
    /// Without the folders above the input: a disk may hang elsewhere on another
    /// machine.
    var name: String
  }

  /// The most files of a folder that are looked at.
  private static let most = 20_000

  /// Sorted by name; a file that is not there is listed all the same.
  static func list(_ path: String) -> [File] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return [File(path: path, name: name)] }
    let inside = (FileManager.default.enumerator(atPath: path)?.lazy ?? nil)?
      .compactMap { $0 as? String }.prefix(most)
    return (inside.map(Array.init) ?? []).sorted().map {
      File(path: path + "/" + $0, name: name + "/" + $0)
    }
  }
}

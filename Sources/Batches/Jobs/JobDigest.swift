import Foundation
import Mapping

/// What decides whether finished work still holds: SHA-256 over the version of
/// facies, the text of the scene file or template, the contents of a model that is
/// applied, and name, size and time of change of every file that is read.
enum JobDigest {
  /// `text` stands for the scene file where a template makes it; `model` is the
  /// digest of a model.
  static func digest(
    kind: JobRecord.Kind, source: String, text: String?, model: String?
  ) -> String {
    var lines = ["facies \(Facies.version)", kind.rawValue]
    if let text { lines.append(text) }
    if SceneList.isSceneFile(source) {
      lines.append(FileDigest.sha256(of: source) ?? "unreadable")
    }
    lines += JobInputs.files(of: source, text: text, kind: kind).flatMap(facts)
    if let model { lines.append("model \(model)") }
    return FileDigest.sha256(of: Data(lines.joined(separator: "\n").utf8))
  }

  /// Of several digests, in this order.
  static func joined(_ digests: [String]) -> String {
    FileDigest.sha256(of: Data(digests.joined(separator: "\n").utf8))
  }

  /// The most files of a folder that are looked at.
  private static let mostFiles = 20_000

  /// A line for a file, or for every file of a folder. Names without their
  /// folders: a disk may hang elsewhere on another machine.
  private static func facts(_ path: String) -> [String] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return [line(path, name)] }
    let inside = (FileManager.default.enumerator(atPath: path)?.lazy ?? nil)?
      .compactMap { $0 as? String }.prefix(mostFiles)
    return (inside.map(Array.init) ?? []).sorted().map { line(path + "/" + $0, name + "/" + $0) }
  }

  private static func line(_ path: String, _ name: String) -> String {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return "\(name) missing" }
    let time = facts.st_mtim
    return "\(name) \(facts.st_size) \(time.tv_sec).\(time.tv_nsec)"
  }
}

import Foundation
import Jobs

/// What decides whether finished work still holds: SHA-256 over the version of
/// facies, the text of the scene file or template, the contents of a model that is
/// applied, and name, size, time of change and a sample of the contents of every
/// file that is read.
enum JobDigest {
  /// `text` stands for the scene file where a template makes it; `model` is the
  /// digest of a model.
  static func digest(
    kind: JobRecord.Kind, source: String, text: String?, inputs: [String], model: String?
  ) -> String {
    var lines = ["facies \(Facies.version)", kind.rawValue]
    if let text { lines.append(text) }
    if SceneList.isSceneFile(source) {
      lines.append(FileDigest.sha256(of: source) ?? "unreadable")
    }
    lines += inputs.flatMap(FolderFiles.list).map(line)
    if let model { lines.append("model \(model)") }
    return FileDigest.sha256(of: Data(lines.joined(separator: "\n").utf8))
  }

  /// The digest of several digests, in this order.
  static func joined(_ digests: [String]) -> String {
    FileDigest.sha256(of: Data(digests.joined(separator: "\n").utf8))
  }

  private static func line(_ file: FolderFiles.File) -> String {
    var facts = stat()
    guard stat(file.path, &facts) == 0 else { return "\(file.name) missing" }
    guard facts.st_mode & S_IFMT == S_IFREG else { return "\(file.name) no file" }
    let time = facts.st_mtim
    let content = ContentSample.digest(of: file.path, bytes: Int(facts.st_size)) ?? "unreadable"
    return "\(file.name) \(facts.st_size) \(time.tv_sec).\(time.tv_nsec) \(content)"
  }
}

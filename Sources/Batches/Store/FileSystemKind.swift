import Foundation

/// What a folder lies on.
enum FileSystemKind {
  private static let shared: Set<Substring> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "lustre", "gpfs", "beegfs", "ceph", "afs",
    "panfs", "ocfs2", "gfs2",
  ]

  /// Whether a file lies where other machines may reach it.
  static func isShared(_ path: String) -> Bool {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().resolvingSymlinksInPath()
    let mounts = (try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? ""
    return isShared(folder: folder.path, mounts: mounts)
  }

  /// `mounts` as proc(5) describes mountinfo: the place is the fifth field,
  /// the kind comes after a lone "-". The last of the longest places counts.
  static func isShared(folder: String, mounts: String) -> Bool {
    var best: (length: Int, kind: Substring) = (-1, "")
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 6, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
      else { continue }
      let place = fields[4].replacingOccurrences(of: "\\040", with: " ")
      let isAbove = place == "/" || folder == place || folder.hasPrefix(place + "/")
      if isAbove, place.count >= best.length { best = (place.count, fields[dash + 1]) }
    }
    return shared.contains(best.kind) || best.kind.hasPrefix("fuse.")
  }
}

import Foundation

/// What the control group of this process (a container's, a job's) allows,
/// the narrowest of those it lies in; nil where nothing is limited.
package struct ControlGroup: Sendable {
  private let folders: [String]

  /// The control group of this process.
  package static var own: ControlGroup {
    let text = (try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)) ?? ""
    return ControlGroup(root: "/sys/fs/cgroup", membership: text)
  }

  /// `membership` is what /proc/self/cgroup says. Inside a container the path
  /// may be that of the host: then only the root is there.
  init(root: String, membership: String) {
    let path =
      membership.split(separator: "\n").first { $0.hasPrefix("0::") }.map { $0.dropFirst(3) } ?? "/"
    var parts = path.split(separator: "/").filter { $0 != ".." }
    var folders: [String] = []
    while !parts.isEmpty {
      folders.append(root + "/" + parts.joined(separator: "/"))
      parts.removeLast()
    }
    self.folders = folders + [root]
  }

  /// Processors, rounded up: cpu.max, or the quota and period of version 1.
  package var processors: Int? {
    let quotas = folders.flatMap { folder -> [Double?] in
      [
        Self.share(Self.words(folder + "/cpu.max")),
        Self.share(
          Self.words(folder + "/cpu/cpu.cfs_quota_us")
            + Self.words(folder + "/cpu/cpu.cfs_period_us")),
      ]
    }
    return quotas.compactMap { $0 }.min().map { max(1, Int($0.rounded(.up))) }
  }

  /// Bytes of memory: memory.max, or the limit of version 1.
  package var memory: Int? {
    folders.flatMap { [$0 + "/memory.max", $0 + "/memory/memory.limit_in_bytes"] }
      .compactMap { Self.words($0).first.flatMap { Int($0) } }.filter { $0 > 0 }.min()
  }

  private static func words(_ path: String) -> [String] {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
      .split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// Quota by period; "max" and -1 are no quota.
  private static func share(_ words: [String]) -> Double? {
    guard words.count == 2, let quota = Double(words[0]), let period = Double(words[1]),
      quota > 0, period > 0, quota / period < 1e6
    else { return nil }
    return quota / period
  }
}

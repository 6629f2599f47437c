import Foundation

/// A process on a machine, told apart from a later one with the same number.
struct ProcessIdentity: Codable, Sendable, Equatable {
  /// Name of the machine.
  var host: String
  /// When the machine was started, and which space of process numbers this is.
  var boot: String
  var pid: Int32
  /// When the process began, in clock ticks since the machine was started.
  var start: Int

  enum Life { case alive, ended, unknown }

  /// The running process itself.
  static let own = ProcessIdentity(of: getpid())

  init(of pid: Int32) {
    (host, boot) = (Self.hostName, Self.bootName)
    self.pid = pid
    start = Self.facts(of: pid)?.start ?? 0
  }

  init(host: String, boot: String, pid: Int32, start: Int) {
    (self.host, self.boot, self.pid, self.start) = (host, boot, pid, start)
  }

  /// Whether it is still at work; unknown on another machine.
  var life: Life {
    guard host == Self.hostName else { return .unknown }
    guard boot == Self.bootName else {
      // The machine was started anew since, or this is another container.
      return boot.prefix(36) == Self.bootName.prefix(36) ? .unknown : .ended
    }
    guard let facts = Self.facts(of: pid), !facts.isZombie else { return .ended }
    return facts.start == start ? .alive : .ended
  }

  /// As the kernel has it: asking a name server may take seconds.
  private static let hostName: String = {
    let name = try? String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
    return (name ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }()

  /// 36 letters of the kernel's boot identifier, then the space of process
  /// numbers, which containers have of their own.
  private static let bootName: String = {
    let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    let space = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
    return (boot ?? "").trimmingCharacters(in: .whitespacesAndNewlines) + " " + (space ?? "")
  }()

  /// Fields 3 and 22 of /proc/PID/stat (proc(5)); nil where there is no such
  /// process. The name in field 2 may hold anything.
  private static func facts(of pid: Int32) -> (isZombie: Bool, start: Int)? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: end)...].split(whereSeparator: \.isWhitespace)
    guard fields.count > 19, let start = Int(fields[19]) else { return nil }
    return (fields[0] == "Z" || fields[0] == "X", start)
  }
}

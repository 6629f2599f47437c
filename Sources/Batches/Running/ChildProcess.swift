import Foundation
import Rasters

/// A program that runs beside this one, with a process group of its own, its
/// output in a file, and a standard input that ends when this process does.
final class ChildProcess {
  let pid: pid_t
  private let lifeline: Int32

  /// How it ended.
  struct Ending: Equatable {
    /// 128 + n for signal n.
    var exitCode: Int
    var isSignal: Bool
    /// Largest resident set, as the kernel counted it.
    var peakBytes: Int
  }

  init(_ words: [String], log: String, environment: [String: String]) throws {
    guard let program = words.first else { throw Failure("there is no program to run") }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Self.failure("make a pipe", errno) }
    // No other child may hold it open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard output >= 0 else {
      let code = errno
      close(ends[1])
      throw Self.failure("write '\(log)'", code)
    }
    defer { close(output) }
    do {
      pid = try Self.spawn(
        program, words, environment: environment, input: ends[0], output: output)
    } catch {
      close(ends[1])
      throw error
    }
    lifeline = ends[1]
  }

  deinit { close(lifeline) }

  private static func spawn(
    _ program: String, _ words: [String], environment: [String: String], input: Int32,
    output: Int32
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (from, to) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (output, STDERR_FILENO)] {
      posix_spawn_file_actions_adddup2(&actions, from, to)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A key that interrupts this program is this program's to pass on.
    posix_spawnattr_setpgroup(&attributes, 0)
    var usual = sigset_t()
    sigemptyset(&usual)
    posix_spawnattr_setsigmask(&attributes, &usual)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let arguments = words.map { strdup($0) } + [nil]
    let settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + settings { free(text) } }
    var pid = pid_t()
    let code = posix_spawn(&pid, program, &actions, &attributes, arguments, settings)
    guard code == 0 else { throw failure("start '\(program)'", code) }
    return pid
  }

  private static func failure(_ what: String, _ code: Int32) -> Failure {
    Failure("cannot \(what): \(String(cString: strerror(code)))")
  }

  /// Sends a signal to the whole group.
  func send(_ signal: Int32) { kill(-pid, signal) }

  /// Nil while it runs.
  func ending() -> Ending? {
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(pid, &status, WNOHANG, &usage) == pid else { return nil }
    // Whatever it started goes with it.
    kill(-pid, SIGKILL)
    let signal = status & 0x7f
    return Ending(
      exitCode: signal == 0 ? Int((status >> 8) & 0xff) : 128 + Int(signal),
      isSignal: signal != 0, peakBytes: Int(usage.ru_maxrss) * 1024)
  }

  /// Resident set now, in bytes; 0 where it is gone.
  var residentBytes: Int {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8) else {
      return 0
    }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }
}

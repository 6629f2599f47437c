import Foundation

/// A program that has been started; its output goes to files, so that it
/// never waits for a reader.
package final class RunningProgram {
  private let process = Process()
  private let folder: TemporaryFolder
  private let done = DispatchSemaphore(value: 0)

  init(
    _ program: String, _ arguments: [String], in working: String?, extra: [String: String]
  ) throws {
    folder = try TemporaryFolder()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(extra) { $1 }
    if let working { process.currentDirectoryURL = URL(fileURLWithPath: working) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.sink(folder.file("out"))
    process.standardError = try Self.sink(folder.file("err"))
    let done = done
    process.terminationHandler = { _ in done.signal() }
    try Self.withoutBlockedSignals { try process.run() }
  }

  /// A child inherits which signals its parent's thread blocks, and worker
  /// threads block most of them.
  private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  private static func sink(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  /// What it has said on standard error so far.
  package var errorsSoFar: String { (try? Files.text(folder.file("err"))) ?? "" }

  package var isRunning: Bool { process.isRunning }

  package func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits until it ends; kills it after `timeout` seconds.
  package func finish(timeout: Double) -> BuiltCommand.Outcome {
    let late = done.wait(timeout: .now() + timeout) == .timedOut
    if late {
      send(SIGKILL)
      done.wait()
    }
    let signalled = process.terminationReason == .uncaughtSignal
    return BuiltCommand.Outcome(
      exitCode: process.terminationStatus + (signalled ? 128 : 0),
      output: (try? Files.text(folder.file("out"))) ?? "", errors: errorsSoFar, timedOut: late)
  }
}

import Foundation

/// A job of a batch ends with the process that began it, however that ends:
/// its standard input is a pipe that nobody else holds open.
enum Lifeline {
  static func watch() {
    guard ProcessInfo.processInfo.environment["FACIES_JOB"] != nil else { return }
    // What this process starts is no job of the batch.
    unsetenv("FACIES_JOB")
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
      }
      kill(getpid(), SIGKILL)
    }
  }
}

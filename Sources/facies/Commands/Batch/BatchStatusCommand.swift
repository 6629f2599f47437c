import ArgumentParser
import FaciesKit
import Foundation

struct BatchStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "How a batch stands: every scene with state, time, memory and error.",
    discussion: """
      EXAMPLE
        facies batch status maps
        facies batch status maps --json
      """)

  @Argument(help: "Folder of the batch.") var folder: String
  @Flag(help: "As JSON.") var json = false
  @Flag(help: "Show it again every two seconds until nothing is left to do.") var watch = false

  func run() throws {
    while true {
      let status = try Batch.status(folder: folder)
      if watch, isatty(STDOUT_FILENO) != 0 { Terminal.print("\u{1B}[H\u{1B}[2J") }
      if json {
        Terminal.print(String(decoding: try status.json(), as: UTF8.self))
      } else {
        Terminal.print(BatchStatusText.table(status))
      }
      guard watch, !status.isFinished else { return }
      for _ in 0..<20 {
        usleep(100_000)
        try Signals.checkpoint()
      }
    }
  }
}

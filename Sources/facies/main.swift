import ArgumentParser
import FaciesKit
import Foundation
import Synchronization

StandardStreams.hold()
Signals.install()
Lifeline.watch()
Terminal.speaksJSON.store(CommandLine.arguments.contains("--json"), ordering: .relaxed)

// ArgumentParser ends a wrong call with 64; here 2 is a wrong call or scene
// file, 1 a failure, 3 a batch of which scenes failed, 128 + n the signal n.
var command: (any ParsableCommand)?
do {
  try ArgumentText.check()
  let arguments = Array(CommandLine.arguments.dropFirst())
  try ArgumentText.checkWords(arguments)
  command = try FaciesCommand.parseAsRoot(ArgumentText.joined(arguments))
  try await CommandRun.run(command)
  Terminal.leave(0)
} catch {
  Terminal.end(with: error, of: command)
}

import ArgumentParser
import FaciesKit

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a folder of results against what its run wrote.",
    discussion: """
      run.json holds the SHA-256 of every file of a run and of what it was made from. verify says \
      which are unchanged, changed or missing; units.yaml and classes.yaml may be edited. --again \
      runs the scene or survey once more beside the folder and compares every file byte by byte. \
      Exit code 1 if a file of the result is not right; inputs that have gone are only named.

      EXAMPLE
        facies verify result
        facies verify result --again
      """)

  @Argument(help: ArgumentHelp("The folder of a run.", valueName: "folder")) var folder: String
  @Flag(help: "Run it once more and compare what comes out.") var again = false
  @OptionGroup var effort: EffortOptions

  func run() async throws {
    let report = try await Facies.verify(
      folder, again: again,
      options: RunOptions(folder: folder, threads: effort.workers.threads, memory: effort.budget),
      control: effort.control())
    ProgressBar.shared.clear()
    if effort.json { try Terminal.json(report) } else { show(report) }
    // All has been said.
    if !report.isRight { Terminal.leave(ExitCode.failure.rawValue) }
  }

  private func show(_ report: VerificationReport) {
    let all = report.files + (report.again ?? [])
    for check in report.files where check.state != .unchanged || !effort.quiet {
      Terminal.print("\(check.state.rawValue)  \(check.path)")
    }
    for check in report.inputs where check.state != .unchanged || !effort.quiet {
      Terminal.print("\(check.state.rawValue)  \(check.path) (input)")
    }
    for check in report.again ?? [] where check.state != .unchanged || !effort.quiet {
      let state =
        check.state == .unchanged ? "the same again" : "\(check.state.rawValue) when run again"
      Terminal.print("\(state)  \(check.path)")
    }
    for name in report.leftovers {
      Terminal.note("left over by a run that was killed, may be removed: \(folder)/\(name)")
    }
    let wrong = all.count { $0.state != .unchanged && $0.state != .edited }
    Terminal.note(wrong == 0 ? "all right" : "\(wrong) of \(all.count) files are not right")
  }
}

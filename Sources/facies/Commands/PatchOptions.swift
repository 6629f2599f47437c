import ArgumentParser
import FaciesKit

/// Options of commands that make a file from a finished map.
struct PatchOptions: ParsableArguments {
  @Argument(help: "A classified raster.") var map: String
  @Option(help: "The file to write.") var out: String
  @Flag(help: "Replace a file that is already there.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress and no notes.") var quiet = false

  func control() -> RunControl {
    ProgressBar.start(quiet: quiet, json: false)
    let log = NoteLog.logger(quiet: quiet)
    return RunControl(
      progress: { ProgressBar.shared.update($0, $1) }, log: { log.info("\($0)") },
      checkpoint: Signals.checkpoint)
  }
}

import ArgumentParser
import FaciesKit
import Foundation

/// How a batch is carried out.
struct BatchWorkOptions: ParsableArguments {
  @Option(help: .of(BatchOptions.jobs, default: "1, or as before")) var jobs: Int?
  @Option(help: .of(BatchOptions.shard))
  var shard: String?
  @Option(help: .of(BatchOptions.retries, default: "0, or as before"))
  var retry: Int?
  @Flag(help: "Stop at the first scene that fails.") var failFast = false
  @Option(help: .of(JobSettings.threads)) var threads: Int?
  @Option(
    help: .of(
      JobSettings.memory, default: "for each what facies run takes, at most half of the machine's"))
  var memory: String?
  @Flag(help: "Replace results in the folder that are not of this batch.") var overwrite = false
  @Flag(help: "Read the inputs of finished scenes whole and do again what was made from others.")
  var check = false
  @Flag(help: "Name inputs in every run.json relative to its folder (default: as before).")
  var relativePaths = false
  @Flag(name: .shortAndLong, help: "No progress and no notes.") var quiet = false
  @Flag(help: "Progress as JSON lines on standard error, the state as JSON on standard output.")
  var json = false

  func validate() throws {
    try Typed.check {
      if let threads { try JobSettings.threads.checked(threads) }
      try Typed.bytes(memory)
    }
  }

  func options(folder: String) throws -> BatchOptions {
    var options = BatchOptions(folder: folder)
    options.jobs = jobs
    options.retries = retry
    options.threads = threads
    options.memory = memory.flatMap(ByteCount.parse)
    options.failsFast = failFast
    options.overwrite = overwrite
    options.checksInputs = check
    options.relativePaths = relativePaths ? true : nil
    options.shard =
      try shard.map { try Shard($0) }
      ?? Shard(environment: ProcessInfo.processInfo.environment) ?? .all
    return options
  }

  func control() -> RunControl {
    ProgressBar.start(quiet: quiet, json: json)
    let log = NoteLog.logger(quiet: quiet || json)
    return RunControl(
      progress: { ProgressBar.shared.update($0, $1) },
      log: { log.info("\($0)") },
      checkpoint: Signals.checkpoint)
  }

  /// What a batch says at its end; throws where scenes have failed.
  func show(_ status: BatchStatus) throws {
    ProgressBar.shared.clear()
    if json {
      Terminal.print(String(decoding: try status.json(), as: UTF8.self))
    } else if !quiet {
      Terminal.print(BatchStatusText.summary(status))
    }
    if let failure = status.failure { throw failure }
  }
}

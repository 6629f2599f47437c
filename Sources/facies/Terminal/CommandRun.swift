import ArgumentParser

/// Runs what was parsed.
enum CommandRun {
  /// A command that works on data is asynchronous, as the library is.
  static func run(_ command: (any ParsableCommand)?) async throws {
    if var job = command as? any AsyncParsableCommand {
      try await job.run()
    } else {
      var other = command
      try other?.run()
    }
  }
}

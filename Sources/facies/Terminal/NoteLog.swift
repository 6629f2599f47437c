import Logging

/// Log messages as plain lines on standard error: "note: …".
struct NoteLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    ProgressBar.shared.clear()
    let word = event.level >= .warning ? "warning" : "note"
    Terminal.note("\(word): \(event.message)")
  }

  /// The log of a command; silent when it is to be quiet or to speak JSON.
  static func logger(quiet: Bool) -> Logger {
    var logger = Logger(label: "facies") { _ in NoteLog() }
    logger.logLevel = quiet ? .critical : .info
    return logger
  }
}

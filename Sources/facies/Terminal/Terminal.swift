import ArgumentParser
import FaciesKit
import Foundation
import Synchronization

/// Data go to standard output, everything else to standard error.
enum Terminal {
  /// Errors and progress as JSON lines.
  static let speaksJSON = Atomic<Bool>(false)

  static func print(_ text: String) {
    writeAll(PlainText.lines(text) + "\n", to: STDOUT_FILENO)
  }

  static func note(_ text: String) {
    writeAll(PlainText.lines(text) + "\n", to: STDERR_FILENO)
  }

  static func json(_ value: some Encodable) throws {
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }

  /// A full disk behind standard output is an error, not silence.
  private static func writeAll(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        if descriptor == STDOUT_FILENO {
          let reason = String(cString: strerror(errno))
          note("facies: cannot write to standard output: \(reason)")
          leave(1)
        }
        return
      }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Says what went wrong and ends the program with the error's code.
  ///
  /// - Parameter command: that ran, whose options name settings.
  static func end(with error: any Error, of command: (any ParsableCommand)?) -> Never {
    ProgressBar.shared.clear()
    if let ours = error as? any FaciesError {
      report(
        ErrorLine(
          message: CommandWords(command).text(ours.message), exitCode: ours.exitCode,
          code: ours.code, path: ours.path, key: ours.key, found: ours.found,
          allowed: ours.allowed))
      leave(ours.exitCode)
    }
    let text = FaciesCommand.fullMessage(for: error)
    let code = FaciesCommand.exitCode(for: error)
    if code.isSuccess {
      print(text)
      leave(0)
    }
    if error is CleanExit || code == .validationFailure {
      report(ErrorLine(message: usageLine(error, full: text), exitCode: 2, code: .badRequest))
      leave(2)
    }
    report(ErrorLine(message: "\(error)", exitCode: 1, code: .failed))
    leave(1)
  }

  /// Ends the program without the work that libraries have registered for its
  /// end: GDAL's threads may still be packing a file that was given up.
  static func leave(_ code: Int32) -> Never {
    fflush(nil)
    _exit(code)
  }

  /// A wrong call in one line: what is wrong, and where help is.
  private static func usageLine(_ error: any Error, full text: String) -> String {
    let message = FaciesCommand.message(for: error).split(whereSeparator: \.isNewline)
    let hint = text.split(whereSeparator: \.isNewline).last { $0.contains("--help' for more") }
    let command = hint?.split(separator: "'").dropFirst().first.map { " (see '\($0)')" } ?? ""
    return message.joined(separator: " ") + command
  }

  private struct ErrorLine: Encodable {
    var event = "error"
    var message: String
    var exitCode: Int32
    var code: FailureCode
    var path: String?
    var key: String?
    var found: String?
    var allowed: String?
  }

  private static func report(_ line: ErrorLine) {
    guard speaksJSON.load(ordering: .relaxed) else {
      note("facies: \(line.message)")
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    note((try? encoder.encode(line)).map { String(decoding: $0, as: UTF8.self) } ?? line.message)
  }
}

import Foundation
import RasterIO
import Rasters

/// Texts of libraries.
enum LibraryText {
  /// The text of a file, whatever its ends of lines.
  static func read(_ file: LocalPath) throws -> String {
    guard let data = FileManager.default.contents(atPath: file.absolute) else {
      throw LibraryFailure.of(file.typed, "cannot be read")
    }
    guard !data.prefix(4096).contains(0) else {
      throw LibraryFailure.of(
        file.typed, "is neither text nor an ENVI spectral library (it has no .hdr beside it)")
    }
    return String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n")
      .replacing("\r", with: "\n").replacing("\u{feff}", with: "")
  }

  /// Lines with something in them.
  static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// A number, or nil: also "nan" and "inf", which are none.
  static func number(_ word: some StringProtocol) -> Double? {
    let plain = word.trimmingCharacters(in: .whitespaces)
    guard let value = Double(plain), value.isFinite else { return nil }
    return value
  }
}

/// Errors about libraries: one line that says what was found and where.
enum LibraryFailure {
  static func of(_ path: String, _ words: String) -> Failure {
    .failed(
      Message(text: "the spectral library '\(path)' \(words)".collapsingSpaces), code: .failed,
      path: path)
  }
}

extension String {
  /// Each run of white space as one space.
  var collapsingSpaces: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

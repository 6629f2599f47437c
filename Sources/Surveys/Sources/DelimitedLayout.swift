import Foundation

/// What separates the fields of a delimited text, and what lines that begin
/// with # are.
package struct DelimitedLayout: Sendable, Equatable {
  package enum Separator: Sendable, Equatable {
    case sign(UInt8)
    /// Blanks and tabs, as many as there are.
    case blanks
  }

  package enum Hash: Sendable, Equatable {
    /// Every line is a record.
    case record
    case comment
    /// A record where it has this many fields, a comment else.
    case fitting(Int)
  }

  package var separator: Separator
  package var hash: Hash
  /// Lines before this one that begin with # are comments, whatever they have.
  package var firstLine = 1

  /// Commas; every line is a record.
  package static let commas = DelimitedLayout(
    separator: .sign(UInt8(ascii: ",")), hash: .record)

  package init(separator: Separator, hash: Hash) {
    self.separator = separator
    self.hash = hash
  }

  /// The fields of a line: what is between separators that are not quoted.
  func fields(of line: some StringProtocol) -> [String] {
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    for letter in line.unicodeScalars {
      if letter == "\"" { isQuoted.toggle() }
      if !isQuoted, separates(letter) {
        fields.append(field)
        field = ""
      } else {
        field.unicodeScalars.append(letter)
      }
    }
    fields.append(field)
    if separator == .blanks { fields.removeAll(where: \.isEmpty) }
    return fields.map(Self.plain)
  }

  private func separates(_ letter: Unicode.Scalar) -> Bool {
    switch separator {
    case .sign(let sign): letter.value == UInt32(sign)
    case .blanks: letter == " " || letter == "\t"
    }
  }

  private static func plain(_ field: String) -> String {
    let text = field.trimmingCharacters(in: .whitespaces)
    guard text.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast())
  }
}

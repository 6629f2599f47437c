import Foundation

/// Finds what separates the fields of a table.
enum DelimitedSeparator {
  /// The sign of comma, tab, semicolon and bar that the first record has most
  /// of, blanks where it has none of them, and commas where it has one field.
  static func find(_ head: DelimitedHead) -> DelimitedLayout.Separator {
    if let sign = head.separator { return .sign(sign) }
    guard let line = head.lines.first?.text else { return .sign(44) }
    let plain = unquoted(line)
    let candidates: [UInt8] = [44, 9, 59, 124]
    let counts = candidates.map { sign in plain.count { $0 == sign } }
    if counts[0] > 0, commasAreDecimal(plain),
      let other = zip(candidates, counts).dropFirst().max(by: { $0.1 < $1.1 }), other.1 > 0
    {
      return .sign(other.0)
    }
    let most = counts.max() ?? 0
    if most > 0 { return .sign(zip(candidates, counts).first { $0.1 == most }?.0 ?? 44) }
    return isOfBlanks(head) ? .blanks : .sign(44)
  }

  /// Bytes of a line that are not in quotes.
  private static func unquoted(_ line: String) -> [UInt8] {
    var isQuoted = false
    return line.utf8.filter { byte in
      if byte == 34 { isQuoted.toggle() }
      return !isQuoted
    }
  }

  /// Whether each comma stands between two digits, as in rows without names.
  private static func commasAreDecimal(_ bytes: [UInt8]) -> Bool {
    let digits = UInt8(48)...57
    return bytes.indices.allSatisfy { at in
      bytes[at] != 44
        || (at > 0 && at + 1 < bytes.count && digits.contains(bytes[at - 1])
          && digits.contains(bytes[at + 1]))
    }
  }

  /// Whether the first two lines have as many words, and more than one.
  private static func isOfBlanks(_ head: DelimitedHead) -> Bool {
    let layout = DelimitedLayout(separator: .blanks, hash: .comment)
    let counts = head.lines.map { layout.fields(of: $0.text).count }
    guard let first = counts.first, first > 1 else { return false }
    return counts.count < 2 || counts[1] > 1
  }
}

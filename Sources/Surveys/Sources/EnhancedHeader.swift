import Foundation

/// What the comments of an ECSV file say of its columns.
struct EnhancedHeader {
  /// Nil where they do not say it, and blanks are usual.
  private(set) var separator: DelimitedLayout.Separator?
  private(set) var units: [String: String] = [:]

  /// Nil where the comments are not those of ECSV.
  init?(_ comments: [String]) {
    guard comments.first?.trimmingCharacters(in: .whitespaces).hasPrefix("%ECSV") == true else {
      return nil
    }
    var name: String?
    for comment in comments {
      let line = comment.trimmingCharacters(in: .whitespaces)
      if let sign = Self.value("delimiter", in: line)?.utf8.first, sign != 32 {
        separator = .sign(sign)
      }
      name = Self.value("name", in: line) ?? name
      if let name, let unit = Self.value("unit", in: line) { units[name] = unit }
    }
  }

  /// The value of a key in "- {name: ra, unit: deg, datatype: float64}" or in
  /// a line of its own.
  private static func value(_ key: String, in line: String) -> String? {
    let body = line.drop { "-{ ".contains($0) }
    guard
      let start = body.hasPrefix(key + ":")
        ? body.startIndex : body.range(of: ", " + key + ":")?.lowerBound
    else { return nil }
    let rest = body[start...].drop { $0 != ":" }.dropFirst().drop { $0 == " " }
    guard let quote = rest.first, quote == "'" || quote == "\"" else {
      let text = rest.prefix { !",}".contains($0) }.trimmingCharacters(in: .whitespaces)
      return text.isEmpty ? nil : text
    }
    let text = rest.dropFirst().prefix { $0 != quote }
    return text == "\\t" ? "\t" : String(text)
  }
}

import Foundation

/// Columns that comments list by number, as SExtractor writes them:
/// "#   1 X_IMAGE   Object position along x   [pixel]".
struct NumberedHeader {
  private(set) var names: [String] = []
  private(set) var units: [String?] = []

  /// Nil where the comments list no columns; a column of several values has
  /// the numbers up to the next one.
  init?(_ comments: [String], _ count: Int) {
    var listed: [(number: Int, name: String, unit: String?)] = []
    for comment in comments {
      let words = comment.split { $0 == " " || $0 == "\t" }
      guard words.count > 1, let number = Int(words[0]) else { continue }
      listed.append((number, String(words[1]), Self.unit(comment)))
    }
    guard listed.count > 1, listed[0].number == 1,
      zip(listed, listed.dropFirst()).allSatisfy({ $0.number < $1.number }),
      let last = listed.last, last.number <= count
    else { return nil }
    for (place, column) in listed.enumerated() {
      let end = place + 1 < listed.count ? listed[place + 1].number : count + 1
      for value in 0..<end - column.number {
        names.append(value == 0 ? column.name : "\(column.name)_\(value)")
        units.append(column.unit)
      }
    }
  }

  private static func unit(_ comment: String) -> String? {
    let text = comment.trimmingCharacters(in: .whitespaces)
    guard text.hasSuffix("]"), let open = text.lastIndex(of: "[") else { return nil }
    return String(text[text.index(after: open)...].dropLast())
  }
}

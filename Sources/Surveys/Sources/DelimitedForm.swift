import Foundation
import Rasters

/// How a table of delimited text is laid out, told by how it begins: names of
/// the columns, their units, what separates fields, and where the rows begin.
package struct DelimitedForm: Sendable {
  package private(set) var names: [String] = []
  package private(set) var units: [String?] = []
  package private(set) var layout: DelimitedLayout
  /// Records before the first row: names, units, rulings.
  package private(set) var recordsBefore = 0
  /// What somebody should know of how the table is read.
  package private(set) var notes: [String] = []

  private static let mostColumns = 100_000

  package init(path: String, name: String) throws {
    let head = try DelimitedHead(path: path, name: name)
    layout = DelimitedLayout(separator: .sign(44), hash: .comment)
    guard let first = head.lines.first else {
      throw Failure(
        "'\(name)' has no row of column names"
          + (head.comments.isEmpty ? "" : ": all of its lines begin with #"))
    }
    let ecsv = EnhancedHeader(head.comments.map(\.text))
    layout.separator = ecsv?.separator ?? DelimitedSeparator.find(head)
    layout.firstLine = first.number
    recordsBefore = head.separator == nil ? 0 : 1
    let fields = layout.fields(of: first.text)
    if ecsv == nil, let columns = numberedHeader(head.comments, fields) {
      (names, units) = (columns.names, columns.units)
    } else if ecsv == nil, let header = commentedHeader(head.comments, fields) {
      names = header.names
      layout.firstLine = header.line + 1
    } else if ecsv == nil, Self.areData(fields) {
      names = fields.indices.map { "col\($0 + 1)" }
      notes.append(
        "'\(name)' begins with numbers and has no names of columns: they are called col1, col2 …")
    } else {
      try readNames(path, name)
    }
    guard names.count <= Self.mostColumns else {
      throw Failure("'\(name)' has \(names.count) columns; at most \(Self.mostColumns)")
    }
    if units.isEmpty { units = names.map { _ in nil } }
    if let ecsv { units = names.map { ecsv.units[$0] } }
    for (place, name) in names.enumerated() where units[place] == nil {
      units[place] = Self.unit(ofName: name)
    }
    // Between blanks, # is a comment by custom; but astropy does not quote an identifier that
    // begins with it.
    if layout.separator != .blanks || ecsv != nil { layout.hash = .fitting(names.count) }
  }

  /// The first record, with rows of units and rulings below it.
  private mutating func readNames(_ path: String, _ name: String) throws {
    let rows = try DelimitedRows(path: path, typed: name, layout: layout)
    for _ in 0...recordsBefore where try !rows.next() {
      throw Failure("'\(name)' has no row of column names")
    }
    names = rows.texts
    recordsBefore += 1
    if Self.areNumbers(names) {
      notes.append("the columns of '\(name)' are called by numbers: \(Self.listed(names))")
    }
    guard try rows.next() else { return }
    let second = rows.texts
    let line = rows.line
    if Self.isRuling(second) {
      recordsBefore += 1
    } else if try rows.next(), Self.isRuling(rows.texts) {
      recordsBefore += 2
      take(units: second)
    } else if second.count == names.count, Self.areUnits(second) {
      recordsBefore += 1
      take(units: second)
      notes.append("line \(line) of '\(name)' holds units and no row")
    }
  }

  private mutating func take(units texts: [String]) {
    guard texts.count == names.count else { return }
    units = texts.map { $0.isEmpty ? nil : $0 }
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " …" : "")
  }

  // MARK: names that are commented out

  private func numberedHeader(_ comments: [DelimitedHead.Line], _ row: [String]) -> NumberedHeader?
  {
    guard layout.separator == .blanks, row.contains(where: DecimalComma.isNumber) else {
      return nil
    }
    return NumberedHeader(comments.map(\.text), row.count)
  }

  /// "#id,ra,dec" above rows of as many fields, one of them a number.
  private func commentedHeader(
    _ comments: [DelimitedHead.Line], _ row: [String]
  ) -> (names: [String], line: Int)? {
    guard row.contains(where: DecimalComma.isNumber) else { return nil }
    return comments.reversed().lazy.compactMap { comment in
      let names = layout.fields(of: comment.text)
      let areNames = names.allSatisfy { !$0.isEmpty && !DecimalComma.isNumber($0) }
      return names.count == row.count && areNames ? (names, comment.number) : nil
    }.first
  }

  // MARK: kinds of records

  private static let missing: Set<String> = ["", "nan", "na", "n/a", "null", "none", "inf", "-inf"]

  /// Whether a first record is a row: nothing but numbers, which names of
  /// columns are only if they count upwards.
  private static func areData(_ fields: [String]) -> Bool {
    let words = fields.filter { !missing.contains($0.lowercased()) }
    return !words.isEmpty && words.allSatisfy(DecimalComma.isNumber) && !areNumbers(fields)
  }

  /// Whether names are whole numbers that ascend: 0, 1, 2 or wavelengths.
  private static func areNumbers(_ fields: [String]) -> Bool {
    let numbers = fields.filter { !$0.isEmpty }.map { Int($0) ?? -1 }
    return !numbers.isEmpty && numbers.allSatisfy { $0 >= 0 }
      && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// "-----", "=====", "---+---": what stands between names and rows.
  static func isRuling(_ fields: [String]) -> Bool {
    fields.contains { $0.hasPrefix("---") || $0.hasPrefix("===") || $0.hasPrefix(":--") }
      && fields.allSatisfy { $0.utf8.allSatisfy { "-=+:|".utf8.contains($0) } }
  }

  private static let unitWords: Set<String> = [
    "deg", "degree", "degrees", "rad", "radian", "arcmin", "arcsec", "mas", "h", "hour", "hours",
    "hourangle", "hms", "dms", "h:m:s", "d:m:s", "pix", "pixel", "pixels", "mag", "mag(ab)",
    "count", "counts", "ct", "adu", "jy", "mjy", "ujy", "km/s", "pc", "kpc", "mpc", "---", "-",
  ]

  /// "deg" of "RA [deg]".
  private static func unit(ofName name: String) -> String? {
    guard let last = name.last, last == ")" || last == "]",
      let open = name.lastIndex(of: last == ")" ? "(" : "[")
    else { return nil }
    let word = String(name[name.index(after: open)...].dropLast())
    return unitWords.contains(word.lowercased()) ? word : nil
  }

  /// Whether a record below the names is one of units.
  private static func areUnits(_ fields: [String]) -> Bool {
    let words = fields.filter { !$0.isEmpty }.map { $0.lowercased() }
    return words.count > 1 && words.contains { $0.contains(where: \.isLetter) }
      && words.allSatisfy {
        unitWords.contains($0.trimmingCharacters(in: CharacterSet(charactersIn: "[]()")))
      }
  }
}

import Rasters

/// Landsat metadata: `KEY = value` lines in nested GROUPs, closed by END. What
/// follows END (blanks, NULs, anything) is padding. Their JSON and XML forms
/// have the same groups and keys.
struct ODLText {
  struct Group {
    var name: String
    var values: [String: String] = [:]
  }

  /// In the order in which they begin.
  private(set) var groups: [Group] = []
  /// How messages name the file.
  let shown: String

  /// Real files have about 300 lines in at most three levels.
  static let largestFile = 4 << 20
  private static let mostLines = 20_000
  private static let deepest = 8

  init(_ bytes: [UInt8], shown: String) throws {
    self.shown = shown
    var open: [Int] = []
    var number = 0
    for raw in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      guard number <= Self.mostLines else {
        throw Failure("\(shown) has more than \(Self.mostLines) lines, which no MTL has")
      }
      let line = try Self.text(raw, number, shown)
      if line.isEmpty { continue }
      if line == "END" {
        guard open.isEmpty else { throw malformed(number, "END inside a GROUP") }
        return
      }
      try take(line, number, &open)
    }
    throw Failure("\(shown) has no END line: the file is cut off")
  }

  private static func text(
    _ raw: ArraySlice<UInt8>, _ number: Int, _ shown: String
  ) throws -> String {
    guard raw.count <= 4096, raw.allSatisfy({ $0 >= 32 || $0 == 9 || $0 == 13 }) else {
      throw Failure("\(shown), line \(number): not the text of an MTL")
    }
    let isMarked = number == 1 && raw.starts(with: [0xEF, 0xBB, 0xBF])
    return String(decoding: isMarked ? raw.dropFirst(3) : raw, as: UTF8.self).trimmingSpaces
  }

  private func malformed(_ line: Int, _ what: String) -> Failure {
    Failure("\(shown), line \(line): \(what)")
  }

  private mutating func take(_ line: String, _ number: Int, _ open: inout [Int]) throws {
    guard let mark = line.firstIndex(of: "=") else {
      throw malformed(number, "'\(line.prefix(40))' is not KEY = VALUE")
    }
    let key = String(line[..<mark]).trimmingSpaces
    let value = try unquoted(String(line[line.index(after: mark)...]).trimmingSpaces, number)
    guard !key.isEmpty else { throw malformed(number, "a value without a key") }
    switch key {
    case "GROUP": try begin(value, number, &open)
    case "END_GROUP": try end(value, number, &open)
    default: try set(key, value, number, open.last)
    }
  }

  private func unquoted(_ value: String, _ number: Int) throws -> String {
    guard value.hasPrefix("\"") else { return value }
    guard value.count >= 2, value.hasSuffix("\"") else {
      throw malformed(number, "a quotation mark is not closed")
    }
    return String(value.dropFirst().dropLast())
  }

  private mutating func begin(_ name: String, _ number: Int, _ open: inout [Int]) throws {
    guard open.count < Self.deepest else {
      throw malformed(number, "GROUPs are nested more than \(Self.deepest) deep")
    }
    groups.append(Group(name: name))
    open.append(groups.count - 1)
  }

  private func end(_ name: String, _ number: Int, _ open: inout [Int]) throws {
    guard let last = open.popLast(), groups[last].name == name else {
      throw malformed(number, "END_GROUP = \(name) closes no such GROUP")
    }
  }

  private mutating func set(
    _ key: String, _ value: String, _ number: Int, _ group: Int?
  ) throws {
    guard let group else { throw malformed(number, "\(key) stands outside every GROUP") }
    if let before = groups[group].values[key], before != value {
      throw malformed(number, "\(key) is given twice, as \(before) and \(value)")
    }
    groups[group].values[key] = value
  }

  init(groups: [Group], shown: String) {
    self.groups = groups
    self.shown = shown
  }

  /// The first of some keys in the first of some groups that has one.
  func value(_ keys: [String], in names: [String]) -> String? {
    for name in names {
      for group in groups where group.name == name {
        if let key = keys.first(where: { group.values[$0] != nil }) { return group.values[key] }
      }
    }
    return nil
  }

  /// The value as a finite number; text that is none is an error.
  func number(_ keys: [String], in names: [String]) throws -> Double? {
    guard let text = value(keys, in: names) else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw Failure("\(shown): \(keys[0]) = '\(text.prefix(40))' is not a number")
    }
    return number
  }
}

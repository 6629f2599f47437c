import Foundation
import Rasters

/// The records of delimited text (RFC 4180: quoted fields may hold separators,
/// quotes and line breaks), one after another; of the file no more is in memory
/// than a piece that holds a record.
package final class DelimitedRows {
  /// Where one field lies in the buffer.
  private struct Field {
    var range: Range<Int>
    var isQuoted: Bool
  }

  private static let longestRecord = 64 << 20

  private let bytes: TextBytes
  let path: String
  private let layout: DelimitedLayout
  /// What separates fields: a sign, or two that come as often as they like.
  private let signs: (UInt8, UInt8)
  private let areBlanks: Bool
  private var buffer: [UInt8] = []
  /// What of the buffer has been read.
  private var place = 0
  private var isAtEnd = false
  private var fields: [Field] = []
  /// The line on which the record begins that was read last, from 1.
  package private(set) var line = 0
  private var nextLine = 1
  /// Lines from ``DelimitedLayout/firstLine`` on that begin with #, by what they are.
  package private(set) var hashes = (records: 0, comments: 0)

  package init(path: String, typed: String, layout: DelimitedLayout = .commas) throws {
    bytes = try TextBytes(path: path, name: typed)
    self.path = typed
    self.layout = layout
    switch layout.separator {
    case .sign(let sign): (signs, areBlanks) = ((sign, sign), false)
    case .blanks: (signs, areBlanks) = ((32, 9), true)
    }
    try fill()
  }

  /// Fields of the record that was read last.
  package var count: Int { fields.count }

  /// Goes to the next record that is not an empty line; false at the end.
  package func next() throws -> Bool {
    while true {
      while try !skipLines() || !record() {
        guard buffer.count - place <= Self.longestRecord else {
          throw Failure(
            "'\(path)', line \(nextLine): a record of more than 64 MB; is a quote open?")
        }
        try fill()
      }
      if fields.isEmpty { return false }
      let isBlank = fields.count == 1 && fields[0].range.isEmpty && !fields[0].isQuoted
      if !isBlank { return true }
    }
  }

  package func text(_ index: Int) -> String {
    let field = fields[index]
    let text = Self.string(buffer[field.range])
    return field.isQuoted ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
  }

  /// All fields without blanks around them.
  package var texts: [String] {
    fields.indices.map { text($0).trimmingCharacters(in: .whitespaces) }
  }

  /// Whether the first field begins with - or =.
  package var startsWithRuling: Bool {
    guard let range = fields.first?.range, !range.isEmpty else { return false }
    return [45, 58, 61].contains(buffer[range.lowerBound])
  }

  /// Text in UTF-8, or else in Latin 1, which every byte is a letter of.
  static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// The field as a number (infinite and nan included); nil where it is none.
  package func number(_ index: Int) -> Float? {
    let fast = buffer.withUnsafeBufferPointer { DecimalText.number($0, fields[index].range) }
    return fast ?? Float(text(index).trimmingCharacters(in: .whitespaces))
  }

  // MARK: bytes

  /// Drops what has been read and takes in another piece.
  private func fill() throws {
    buffer.removeFirst(place)
    place = 0
    let piece = try bytes.next()
    isAtEnd = piece.isEmpty
    buffer += piece
  }

  /// Goes to the next line that is neither empty nor a comment; false where the
  /// buffer ends before it is known what a line is.
  private func skipLines() throws -> Bool {
    guard layout.hash != .record || areBlanks else { return true }
    while place < buffer.count {
      let start = areBlanks ? afterBlanks(place) : place
      guard start < buffer.count || isAtEnd else { return false }
      guard start == buffer.count || [10, 13, UInt8(ascii: "#")].contains(buffer[start]) else {
        return true
      }
      guard let end = lineEnd(from: start) else { return false }
      if start < buffer.count, buffer[start] == UInt8(ascii: "#"), isRecord(start..<end.line) {
        return true
      }
      place = end.next
      nextLine += 1
    }
    return isAtEnd
  }

  /// Where a line ends and the next begins; nil where that is not known yet.
  private func lineEnd(from start: Int) -> (line: Int, next: Int)? {
    guard let end = buffer[start...].firstIndex(where: { $0 == 10 || $0 == 13 }) else {
      return isAtEnd ? (buffer.count, buffer.count) : nil
    }
    guard isAtEnd || end + 1 < buffer.count else { return nil }
    let isPair = buffer[end] == 13 && end + 1 < buffer.count && buffer[end + 1] == 10
    return (end, end + (isPair ? 2 : 1))
  }

  private func afterBlanks(_ start: Int) -> Int {
    buffer[start...].firstIndex { $0 != 32 && $0 != 9 } ?? buffer.count
  }

  /// Whether a line that begins with # is a record: it has as many fields as
  /// there are columns, one of the later ones a number, and no blank follows
  /// the #.
  private func isRecord(_ line: Range<Int>) -> Bool {
    guard layout.hash != .record else { return true }
    guard nextLine >= layout.firstLine else { return false }
    let isOne = fits(line)
    if !isOne { hashes.comments += 1 }
    return isOne
  }

  private func fits(_ line: Range<Int>) -> Bool {
    guard case .fitting(let columns) = layout.hash, line.count > 1,
      ![32, 9, 35, 37].contains(buffer[line.lowerBound + 1])
    else { return false }
    let fields = layout.fields(of: Self.string(buffer[line]))
    return fields.count == columns && fields.dropFirst().contains(where: DecimalComma.isNumber)
  }

  /// Finds the fields of the next record; false where the buffer ends before
  /// it does, and no fields at the end of the file.
  private func record() throws -> Bool {
    fields.removeAll(keepingCapacity: true)
    if place == buffer.count { return isAtEnd }
    var at = areBlanks ? afterBlanks(place) : place
    var lines = 0
    let isWhole = try buffer.withUnsafeBufferPointer { bytes -> Bool in
      while true {
        guard let end = try field(bytes, from: at, &lines) else { return false }
        at = end
        if areBlanks {
          while at < bytes.count, bytes[at] == 32 || bytes[at] == 9 { at += 1 }
          guard at < bytes.count || isAtEnd else { return false }
          if at < bytes.count, bytes[at] != 10, bytes[at] != 13 { continue }
        } else if at < bytes.count, bytes[at] == signs.0 {
          at += 1
          continue
        }
        guard isAtEnd || at + 1 < bytes.count else { return false }
        if at < bytes.count, bytes[at] == 13 { at += 1 }
        if at < bytes.count, bytes[at] == 10 { at += 1 }
        return true
      }
    }
    guard isWhole else { return false }
    if case .fitting = layout.hash, buffer[place] == UInt8(ascii: "#") { hashes.records += 1 }
    place = at
    line = nextLine
    nextLine += lines + 1
    return true
  }

  /// The place after a field; nil where the buffer ends first.
  private func field(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ lines: inout Int
  ) throws -> Int? {
    guard start < bytes.count || isAtEnd else { return nil }
    if start < bytes.count, bytes[start] == UInt8(ascii: "\"") {
      return try quoted(bytes, from: start + 1, &lines)
    }
    var at = start
    let (sign, other) = signs
    while at < bytes.count, bytes[at] != sign, bytes[at] != other, bytes[at] != 10, bytes[at] != 13
    { at += 1 }
    guard at < bytes.count || isAtEnd else { return nil }
    fields.append(Field(range: start..<at, isQuoted: false))
    return at
  }

  private func quoted(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ lines: inout Int
  ) throws -> Int? {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == 10 { lines += 1 }
      guard byte == UInt8(ascii: "\"") else { continue }
      guard at < bytes.count || isAtEnd else { return nil }
      if at < bytes.count, bytes[at] == byte {
        at += 1
        continue
      }
      let end = at - 1
      while !areBlanks, at < bytes.count, bytes[at] == UInt8(ascii: " ") { at += 1 }
      guard at < bytes.count || isAtEnd else { return nil }
      guard at == bytes.count || [10, 13, signs.0, signs.1].contains(bytes[at]) else {
        throw Failure(
          "'\(path)', line \(nextLine): text follows a closing quote; double quotes inside a field")
      }
      fields.append(Field(range: start..<end, isQuoted: true))
      return at
    }
    guard isAtEnd else { return nil }
    throw Failure("'\(path)', line \(nextLine): a quotation mark is never closed")
  }
}

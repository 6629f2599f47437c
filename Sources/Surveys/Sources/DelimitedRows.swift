import Files
import Foundation
import Rasters

/// The records of delimited text (RFC 4180: quoted fields may hold separators,
/// quotes and line breaks), one after another; of the file no more is in memory
/// than a piece that holds a record.
package final class DelimitedRows {
  /// What stands between fields, and whether lines that begin with # are
  /// comments.
  package enum Dialect: Sendable {
    /// Commas; every line is a record.
    case commas
    /// The sign of comma, tab, semicolon and bar that the first record has most
    /// of; comments, as in ECSV.
    case catalogue
  }

  /// Where one field lies in the buffer.
  private struct Field {
    var range: Range<Int>
    var isQuoted: Bool
  }

  private static let piece = 1 << 20
  private static let longestRecord = 64 << 20

  private let handle: FileHandle
  private let path: String
  private let dialect: Dialect
  private var separator = UInt8(ascii: ",")
  private var buffer: [UInt8] = []
  /// What of the buffer has been read.
  private var place = 0
  private var isAtEnd = false
  private var fields: [Field] = []
  /// The line on which the record begins that was read last, from 1.
  package private(set) var line = 0
  private var nextLine = 1

  package init(path: String, typed: String, dialect: Dialect = .commas) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure("'\(typed)' cannot be read: \(String(cString: strerror(errno)))")
    }
    self.handle = handle
    self.path = typed
    self.dialect = dialect
    try fill()
    if buffer.starts(with: [0xef, 0xbb, 0xbf]) { place = 3 }
    guard dialect == .catalogue else { return }
    while try !skipComments() { try fill() }
    separator = Self.separator(of: buffer[place...].prefix { $0 != 10 && $0 != 13 })
  }

  private static func separator(of line: ArraySlice<UInt8>) -> UInt8 {
    let candidates: [UInt8] = [44, 9, 59, 124]
    let counts = candidates.map { sign in line.lazy.filter { $0 == sign }.count }
    let most = counts.max() ?? 0
    return zip(candidates, counts).first { $0.1 == most }?.0 ?? 44
  }

  deinit { try? handle.close() }

  /// Fields of the record that was read last.
  package var count: Int { fields.count }

  /// Goes to the next record that is not an empty line; false at the end.
  package func next() throws -> Bool {
    while true {
      while try !skipComments() || !record() {
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
    let text = String(decoding: buffer[field.range], as: UTF8.self)
    return field.isQuoted ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
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
    do {
      let piece = try handle.read(upToCount: Self.piece) ?? Data()
      isAtEnd = piece.isEmpty
      buffer += piece
    } catch {
      throw Failure("'\(path)' cannot be read: \(TemporaryName.reason(of: error))")
    }
  }

  /// Goes to the next line that is neither empty nor a comment; false where the
  /// buffer ends before it is known what a line is.
  private func skipComments() throws -> Bool {
    guard dialect == .catalogue else { return true }
    while place < buffer.count, [10, 13, UInt8(ascii: "#")].contains(buffer[place]) {
      guard let end = buffer[place...].firstIndex(where: { $0 == 10 || $0 == 13 }) else {
        guard isAtEnd else { return false }
        place = buffer.count
        break
      }
      guard isAtEnd || end + 1 < buffer.count else { return false }
      let isPair = buffer[end] == 13 && end + 1 < buffer.count && buffer[end + 1] == 10
      place = end + (isPair ? 2 : 1)
      nextLine += 1
    }
    return place < buffer.count || isAtEnd
  }

  /// Finds the fields of the next record; false where the buffer ends before
  /// it does, and no fields at the end of the file.
  private func record() throws -> Bool {
    fields.removeAll(keepingCapacity: true)
    if place == buffer.count { return isAtEnd }
    var at = place
    var lines = 0
    let isWhole = try buffer.withUnsafeBufferPointer { bytes -> Bool in
      while true {
        guard let end = try field(bytes, from: at, &lines) else { return false }
        at = end
        if at < bytes.count, bytes[at] == separator {
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
    while at < bytes.count, bytes[at] != separator, bytes[at] != 10, bytes[at] != 13 { at += 1 }
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
      while at < bytes.count, bytes[at] == UInt8(ascii: " ") { at += 1 }
      guard at < bytes.count || isAtEnd else { return nil }
      guard at == bytes.count || [10, 13, separator].contains(bytes[at]) else {
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

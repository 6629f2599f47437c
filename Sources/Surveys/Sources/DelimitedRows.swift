import Foundation
import Rasters

/// The records of a CSV file (RFC 4180: quoted fields may hold commas, quotes
/// and line breaks), one after another; of the file no more is in memory than
/// a piece that holds a record.
final class CSVRows {
  /// Where one field lies in the buffer.
  private struct Field {
    var range: Range<Int>
    var isQuoted: Bool
  }

  private static let piece = 1 << 20
  private static let longestRecord = 64 << 20

  private let handle: FileHandle
  private let path: String
  private var buffer: [UInt8] = []
  /// What of the buffer has been read.
  private var place = 0
  private var isAtEnd = false
  private var fields: [Field] = []
  /// The line on which the record begins that was read last, from 1.
  private(set) var line = 0
  private var nextLine = 1

  init(path: String, typed: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure("'\(typed)' cannot be read: \(String(cString: strerror(errno)))")
    }
    self.handle = handle
    self.path = typed
    try fill()
    if buffer.starts(with: [0xef, 0xbb, 0xbf]) { place = 3 }
  }

  deinit { try? handle.close() }

  /// Fields of the record that was read last.
  var count: Int { fields.count }

  /// Goes to the next record that is not an empty line; false at the end.
  func next() throws -> Bool {
    while true {
      while try !record() {
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

  func text(_ index: Int) -> String {
    let field = fields[index]
    let text = String(decoding: buffer[field.range], as: UTF8.self)
    return field.isQuoted ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
  }

  /// The field as a number (infinite and nan included); nil where it is none.
  func number(_ index: Int) -> Float? {
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
        if at < bytes.count, bytes[at] == UInt8(ascii: ",") {
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
    while at < bytes.count, bytes[at] != 44, bytes[at] != 10, bytes[at] != 13 { at += 1 }
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
      guard at == bytes.count || [10, 13, 44].contains(bytes[at]) else {
        throw Failure(
          "'\(path)', line \(nextLine): text follows a closing quote; double quotes inside a field")
      }
      fields.append(Field(range: start..<at - 1, isQuoted: true))
      return at
    }
    guard isAtEnd else { return nil }
    throw Failure("'\(path)', line \(nextLine): a quote is not closed")
  }
}

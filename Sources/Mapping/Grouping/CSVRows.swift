import Foundation
import Rasters

/// The records of a CSV file (RFC 4180: quoted fields may hold commas, quotes
/// and line breaks), one after another from mapped bytes.
struct CSVRows {
  private let data: Data
  private let path: String
  private var place = 0
  /// The line on which the record begins that was read last, from 1.
  private(set) var line = 0
  private var nextLine = 1

  init(path: String, typed: String) throws {
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw Failure("'\(typed)' cannot be read: \(TemporaryName.reason(of: error))")
    }
    self.path = typed
    if data.starts(with: [0xef, 0xbb, 0xbf]) { place = 3 }
  }

  /// The next record that is not an empty line; nil at the end.
  mutating func next() throws -> [String]? {
    while place < data.count {
      let fields = try record()
      if fields != [""] { return fields }
    }
    return nil
  }

  private mutating func record() throws -> [String] {
    line = nextLine
    return try data.withUnsafeBytes { bytes in
      var fields: [String] = []
      while true {
        fields.append(try field(bytes))
        guard place < bytes.count, bytes[place] == UInt8(ascii: ",") else { break }
        place += 1
      }
      endLine(bytes)
      return fields
    }
  }

  private mutating func endLine(_ bytes: UnsafeRawBufferPointer) {
    if place < bytes.count, bytes[place] == 13 { place += 1 }
    if place < bytes.count, bytes[place] == 10 { place += 1 }
    nextLine += 1
  }

  private mutating func field(_ bytes: UnsafeRawBufferPointer) throws -> String {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
      let start = place
      while place < bytes.count, ![10, 13, 44].contains(bytes[place]) { place += 1 }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }
    return try quoted(bytes)
  }

  private mutating func quoted(_ bytes: UnsafeRawBufferPointer) throws -> String {
    var text: [UInt8] = []
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == 10 { nextLine += 1 }
      guard byte == UInt8(ascii: "\"") else {
        text.append(byte)
        continue
      }
      guard place < bytes.count, bytes[place] == byte else {
        guard place == bytes.count || [10, 13, 44].contains(bytes[place]) else {
          throw Failure(
            "'\(path)', line \(line): text follows a closing quote; double quotes inside a field")
        }
        return String(decoding: text, as: UTF8.self)
      }
      text.append(byte)
      place += 1
    }
    throw Failure("'\(path)', line \(line): a quote is not closed")
  }
}

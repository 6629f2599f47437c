import Foundation
import RasterIO
import Rasters

/// The first table of a VOTable with its rows as text (TABLEDATA) or as
/// numbers in base64 (BINARY, BINARY2).
final class VOTable: CatalogueReader {
  private(set) var columns: [TableColumn] = []
  private let path: String
  private let data: Data
  private var fields: [VOTableField] = []
  private var kind = Kind.text
  private var start = 0

  private enum Kind {
    case text
    case binary(hasNullFlags: Bool)
  }

  init(_ path: LocalPath) throws {
    self.path = path.typed
    let copy = try PlainCopy.unpack(path.absolute, name: path.typed)
    var data = try Data(
      contentsOf: URL(fileURLWithPath: copy?.path ?? path.absolute), options: .mappedIfSafe)
    if let copy { data = data.prefix(copy.byteCount) }
    self.data = TextBytes.utf8(ofUTF16: data).map { Data($0) } ?? data
    var scanner = MarkupScanner(path: path.typed)
    try self.data.withUnsafeBytes { bytes in
      while let part = try scanner.next(bytes) {
        guard case .tag(let tag) = part else { continue }
        if try take(tag) {
          start = scanner.position
          return
        }
      }
      throw Failure("'\(path.typed)' holds no table")
    }
    guard (1...10_000).contains(columns.count) else {
      throw Failure("'\(path.typed)' names no columns")
    }
  }

  /// Whether the rows begin behind the tag.
  private func take(_ tag: MarkupScanner.Tag) throws -> Bool {
    switch tag.name {
    case "FIELD":
      fields.append(try VOTableField(tag, number: fields.count + 1, path: path))
      columns.append(TableColumn(name: fields[fields.count - 1].name, unit: tag.attribute("unit")))
    case "VALUES":
      if let null = tag.attribute("null"), !fields.isEmpty { fields[fields.count - 1].null = null }
    case "TABLEDATA": return true
    case "BINARY": kind = .binary(hasNullFlags: false)
    case "BINARY2": kind = .binary(hasNullFlags: true)
    case "STREAM":
      guard case .binary = kind else { break }
      guard tag.attribute("href") == nil, tag.attribute("encoding")?.lowercased() == "base64"
      else {
        throw Failure.usage(
          "'\(path)' has its rows elsewhere or packed; save it with its rows inside as base64, "
            + "or as TABLEDATA")
      }
      return true
    case "FITS":
      throw Failure.usage("'\(path)' holds its rows as FITS; save it as TABLEDATA or as FITS")
    default: break
    }
    return false
  }

  func forEachRow(_ chosen: [Int], _ body: ([String?]) throws -> Void) throws {
    switch kind {
    case .text: try forEachTextRow(chosen, body)
    case .binary(let hasNullFlags):
      try data.withUnsafeBytes { bytes in
        var rows = VOTableRows(
          Base64Stream(bytes, start: start, path: path), fields, hasNullFlags: hasNullFlags)
        while let row = try rows.next(chosen) { try body(row) }
      }
    }
  }

  private func forEachTextRow(_ chosen: [Int], _ body: ([String?]) throws -> Void) throws {
    var scanner = MarkupScanner(path: path, position: start)
    var row: [String] = []
    var text: String?
    try data.withUnsafeBytes { bytes in
      while let part = try scanner.next(bytes) {
        switch part {
        case .text(let more): text? += more
        case .tag(let tag):
          switch tag.name {
          case "TR": row.removeAll(keepingCapacity: true)
          case "TD": if tag.isEmpty { row.append("") } else { text = "" }
          case "/TD":
            row.append((text ?? "").trimmingCharacters(in: .whitespacesAndNewlines))
            text = nil
          case "/TR":
            guard row.count == columns.count else {
              throw Failure(
                "'\(path)' has a row of \(row.count) cells where \(columns.count) fields are named")
            }
            try body(chosen.map { fields[$0].text(row[$0]) })
          case "/TABLEDATA": return
          default: break
          }
        }
      }
      throw Failure("'\(path)' is cut short: its TABLEDATA has no end")
    }
  }
}

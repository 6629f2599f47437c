internal import CFITSIO
import Foundation
import RasterIO
import Rasters

/// A table of a FITS file.
final class FITSTable: CatalogueReader {
  let columns: [TableColumn]
  private let handle: FITSHandle
  private let rowCount: Int
  private static let rowsAtOnce = 1024
  private static let widest = 4096

  /// The table that is named, or the one whose columns are wanted; of none
  /// such, the first.
  init(
    _ path: LocalPath, table: ImageExtension? = nil,
    isWanted: @escaping ([String]) -> Bool = { _ in false }
  ) throws {
    let handle = try FITSHandle(reading: path.absolute, name: path.typed)
    self.handle = handle
    try FITSTableChoice(handle: handle, isWanted: isWanted).move(to: table)
    let count = FITSTableChoice.columnCount(handle)
    var rows = LONGLONG(0)
    try handle.check("'\(path.typed)' has an unreadable table") { ffgnrwll($0, &rows, &$1) }
    let bytes = Double(rows) * Double(handle.wholeKey("NAXIS1") ?? 0)
    guard rows >= 0, bytes <= Double(path.byteCount) else {
      throw Failure("'\(path.typed)' is cut short: its table claims \(rows) rows")
    }
    rowCount = Int(rows)
    columns = (0..<count).map {
      TableColumn(
        name: handle.textKey("TTYPE\($0 + 1)") ?? "col\($0 + 1)",
        unit: handle.textKey("TUNIT\($0 + 1)"))
    }
  }

  func forEachRow(_ chosen: [Int], _ body: ([String?]) throws -> Void) throws {
    for first in stride(from: 0, to: rowCount, by: Self.rowsAtOnce) {
      let count = min(Self.rowsAtOnce, rowCount - first)
      let texts = try chosen.map { try self.texts($0, first: first, count: count) }
      for row in 0..<count { try body(texts.map { $0[row] }) }
    }
  }

  /// Whole numbers keep all their digits, reals 17.
  private func texts(_ column: Int, first: Int, count: Int) throws -> [String?] {
    let number = Int32(column + 1)
    let name = columns[column].name
    var (type, repeats, width) = (Int32(0), LONGLONG(0), LONGLONG(0))
    try handle.check("'\(handle.name)' has an unreadable column '\(name)'") {
      ffgtclll($0, number, &type, &repeats, &width, &$1)
    }
    guard type == TSTRING || repeats == 1 else {
      throw Failure.usage("column '\(name)' of '\(handle.name)' holds more than one value a row")
    }
    if type == TFLOAT || type == TDOUBLE { return try reals(number, name, first, count) }
    var display: Int32 = 0
    try handle.check("'\(handle.name)' has an unreadable column '\(name)'") {
      ffgcdw($0, number, &display, &$1)
    }
    guard (0...Self.widest).contains(Int(display)) else {
      throw Failure.usage("column '\(name)' of '\(handle.name)' has texts of \(display) letters")
    }
    return try strings(number, name, first, count, width: max(Int(display), 24) + 1)
  }

  private func reals(_ number: Int32, _ name: String, _ first: Int, _ count: Int) throws
    -> [String?]
  {
    var values = [Double](repeating: .nan, count: count)
    var missing: Int32 = 0
    try handle.check("column '\(name)' of '\(handle.name)' cannot be read") {
      ffgcvd($0, number, LONGLONG(first + 1), 1, LONGLONG(count), .nan, &values, &missing, &$1)
    }
    return values.map { $0.isNaN ? nil : "\($0)" }
  }

  private func strings(
    _ number: Int32, _ name: String, _ first: Int, _ count: Int, width: Int
  ) throws -> [String?] {
    var letters = [CChar](repeating: 0, count: count * width)
    var null: [CChar] = [0]
    var missing: Int32 = 0
    try letters.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var rows: [UnsafeMutablePointer<CChar>?] = (0..<count).map { base + $0 * width }
      try handle.check("column '\(name)' of '\(handle.name)' cannot be read") {
        ffgcvs(
          $0, number, LONGLONG(first + 1), 1, LONGLONG(count), &null, &rows, &missing, &$1)
      }
    }
    return (0..<count).map { row in
      let text = FITSHandle.text(Array(letters[row * width..<(row + 1) * width]))
      return text.isEmpty ? nil : text
    }
  }
}

internal import CFITSIO
import Foundation
import RasterIO
import Rasters

/// A table of a FITS file.
final class FITSTable: CatalogueReader {
  let columns: [TableColumn]
  private let handle: FITSHandle
  /// The file without its packing, which is there as long as this.
  private let copy: PlainCopy?
  private let rowCount: Int
  private static let rowsAtOnce = 1024

  /// The table that is named, or the one whose columns are wanted; of none
  /// such, the first.
  init(
    _ path: LocalPath, table: ImageExtension? = nil,
    isWanted: @escaping ([String]) -> Bool = { _ in false }
  ) throws {
    copy = try PlainCopy.unpack(path.absolute, name: path.typed)
    let handle = try FITSHandle(reading: copy?.path ?? path.absolute, name: path.typed)
    self.handle = handle
    try FITSTableChoice(handle: handle, isWanted: isWanted).move(to: table)
    let count = FITSTableChoice.columnCount(handle)
    var rows = LONGLONG(0)
    try handle.check("'\(path.typed)' has an unreadable table") { ffgnrwll($0, &rows, &$1) }
    let bytes = Double(rows) * Double(handle.wholeKey("NAXIS1") ?? 0)
    guard rows >= 0, bytes <= Double(copy?.byteCount ?? path.byteCount) else {
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

  private func texts(_ column: Int, first: Int, count: Int) throws -> [String?] {
    try FITSTableColumn(handle, number: column + 1, name: columns[column].name)
      .texts(first: first, count: count)
  }
}

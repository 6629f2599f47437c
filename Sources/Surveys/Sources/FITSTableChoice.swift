internal import CFITSIO
import Foundation
import Rasters

/// Finds the table that is meant among those of a FITS file.
struct FITSTableChoice {
  /// Files of more extensions are not searched further.
  private static let most = 10_000

  let handle: FITSHandle
  /// Of the names of columns.
  let isWanted: ([String]) -> Bool

  private struct Table {
    var number: Int
    var name: String?
    var version: Int
    var isWanted: Bool

    var text: String { "\(number)" + (name.map { " '\($0)'" } ?? "") }
  }

  /// Moves to the table that is named, or else to the only one whose columns
  /// are wanted: FITS_LDAC files have a table of headers before each catalogue.
  func move(to named: ImageExtension?) throws {
    let tables = tables()
    guard let first = tables.first else { throw Failure("'\(handle.name)' holds no table") }
    guard let named, named != .first else {
      let wanted = tables.filter(\.isWanted)
      guard wanted.count < 2 || tables.count == 1 else {
        throw Failure.usage(
          "'\(handle.name)' holds \(wanted.count) tables of positions; name one as "
            + "'\(handle.name)[N]': \(Self.listed(wanted))")
      }
      return try go(wanted.first ?? tables.first { $0.name != "LDAC_IMHEAD" } ?? first)
    }
    guard let table = tables.first(where: { Self.isNamed($0, named) }) else {
      throw Failure.usage(
        "'\(handle.name)' has no such table; it has \(Self.listed(tables))")
    }
    try go(table)
  }

  private static func isNamed(_ table: Table, _ named: ImageExtension) -> Bool {
    switch named {
    case .first: true
    case .number(let number): table.number == number
    case .name(let name): table.name?.uppercased() == name.uppercased()
    case .version(let name, let version):
      table.name?.uppercased() == name.uppercased() && table.version == version
        || table.name?.uppercased() == "\(name),\(version)".uppercased()
    }
  }

  private static func listed(_ tables: [Table]) -> String {
    tables.prefix(20).map(\.text).joined(separator: ", ") + (tables.count > 20 ? " …" : "")
  }

  private func tables() -> [Table] {
    var out: [Table] = []
    for number in 1..<Self.most {
      var kind: Int32 = 0
      guard handle.succeeds({ ffmahd($0, Int32(number + 1), &kind, &$1) }) else { break }
      guard kind == BINARY_TBL || kind == ASCII_TBL else { continue }
      let names = (0..<Self.columnCount(handle)).map {
        handle.textKey("TTYPE\($0 + 1)") ?? "col\($0 + 1)"
      }
      out.append(
        Table(
          number: number, name: handle.textKey("EXTNAME"), version: handle.wholeKey("EXTVER") ?? 1,
          isWanted: isWanted(names)))
    }
    return out
  }

  private func go(_ table: Table) throws {
    try handle.check("'\(handle.name)' has an unreadable table") {
      ffmahd($0, Int32(table.number + 1), nil, &$1)
    }
  }

  /// Columns of the table where the file stands.
  static func columnCount(_ handle: FITSHandle) -> Int {
    var count: Int32 = 0
    return handle.succeeds { ffgncl($0, &count, &$1) } ? max(0, Int(count)) : 0
  }
}

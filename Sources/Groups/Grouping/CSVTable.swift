import Foundation
import RasterIO
import Rasters
import Surveys

/// A table of features with a header: one column of identifiers, kept as the
/// text that they are, and columns of numbers.
struct CSVTable: ObjectWalk {
  private static let missing: Set<String> = ["", "na", "n/a", "nan", "null", "none", "inf", "-inf"]

  let path: String
  let features: [String]
  let hintColumns: [String]
  private let header: [String]
  private let identifier: Int?
  private let columns: [Int]
  private let hints: [Int]

  /// Reads the header. `features` chooses columns by name (nil: all but the
  /// identifiers); `setting` is what chose them.
  init(
    path: String, identifier: String?, features chosen: [String]?,
    setting: SettingName = GroupOptions.columns.name
  ) throws {
    self.path = path
    let rows = try DelimitedRows(path: LocalPath.file(path).absolute, typed: path)
    guard try rows.next() else {
      throw Failure("'\(path)' is empty: a header and rows are due")
    }
    let header = (0..<rows.count).map { rows.text($0).trimmingCharacters(in: .whitespaces) }
    func index(_ name: String, _ setting: SettingName) throws -> Int {
      guard let index = header.firstIndex(of: name) else {
        throw Failure.usage(
          "\(setting): '\(path)' has no column '\(name)'\(DidYouMean.hint(for: name, among: header))"
        )
      }
      return index
    }
    let id =
      try identifier.map { try index($0, GroupOptions.identifier.name) }
      ?? header.firstIndex { $0.lowercased() == "id" }
    let own = try chosen?.map { try index($0, setting) } ?? header.indices.filter { $0 != id }
    guard !own.isEmpty else { throw Failure("'\(path)' has no column of features") }
    self.header = header
    self.identifier = id
    columns = own
    features = own.map { header[$0] }
    hintColumns = GroupHints.columns(among: header)
    hints = hintColumns.compactMap { header.firstIndex(of: $0) }
  }

  func forEach(
    _ checkpoint: () throws -> Void, _ body: (ObjectBlock) throws -> Void
  ) throws {
    let rows = try DelimitedRows(path: LocalPath.file(path).absolute, typed: path)
    _ = try rows.next()
    let most = Self.blockSize(width: columns.count)
    var block = ObjectBlock(first: 0, ids: [], width: columns.count, values: [])
    while try rows.next() {
      try add(rows, to: &block)
      guard block.count == most else { continue }
      try checkpoint()
      try body(block)
      block = ObjectBlock(
        first: block.first + most, ids: [], width: columns.count, values: [])
    }
    guard block.first + block.count > 0 else { throw Failure("'\(path)' has a header and no rows") }
    if block.count > 0 { try body(block) }
  }

  private func add(_ rows: DelimitedRows, to block: inout ObjectBlock) throws {
    guard rows.count == header.count else {
      throw Failure(
        "'\(path)', line \(rows.line): \(rows.count) fields, the header has \(header.count)")
    }
    block.ids.append(identifier.map(rows.text) ?? "\(block.first + block.count + 1)")
    for column in columns { block.values.append(try number(rows, column)) }
    for column in hints { block.hints.append(rows.number(column) ?? .nan) }
  }

  /// Nan where there is no number.
  private func number(_ rows: DelimitedRows, _ column: Int) throws -> Float {
    if let value = rows.number(column) { return value }
    let word = rows.text(column).trimmingCharacters(in: .whitespaces)
    guard Self.missing.contains(word.lowercased()) else {
      throw Failure(
        "'\(path)', line \(rows.line): column '\(header[column])' holds '\(word.prefix(40))', "
          + "which is no number; choose the features with \(GroupOptions.columns), "
          + "or the identifiers with \(GroupOptions.identifier)")
    }
    return .nan
  }
}

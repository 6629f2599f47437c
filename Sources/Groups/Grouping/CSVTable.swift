import CodedCutouts
import Foundation
import RasterIO
import Rasters
import Surveys

/// A table of features: one column of identifiers, kept as the text that they
/// are, and columns of numbers.
struct CSVTable: ObjectWalk {
  private static let missing: Set<String> = [
    "", "na", "n/a", "nan", "null", "none", "--", "inf", "-inf",
  ]

  let path: String
  let features: [String]
  let hintColumns: [String]
  private let place: String
  private let form: DelimitedForm
  private let identifier: Int?
  private let columns: [Int]
  private let hints: [Int]
  /// Features in which -99 is no value.
  private let areMeasurements: [Bool]
  private let tally: FeatureTally
  private let own: Notes
  private let headerNotes: [String]

  /// What is known when the table has been read.
  private final class Notes { var hashes: [String] = [] }

  /// Reads the header. `features` chooses columns by name (nil: all but the
  /// identifiers); `setting` is what chose them.
  init(
    path: String, identifier: String?, features chosen: [String]?,
    setting: SettingName = GroupOptions.columns.name
  ) throws {
    self.path = path
    place = try LocalPath.file(path).absolute
    let form = try DelimitedForm(path: place, name: path)
    let header = TableHeader(path: path, names: form.names)
    let id =
      try identifier.map { try header.place($0, GroupOptions.identifier.name) }
      ?? header.usualIdentifier
    let own = try chosen?.map { try header.place($0, setting) } ?? header.features(besides: id)
    guard !own.isEmpty else { throw Failure("'\(path)' has no column of features") }
    try header.checkNames(of: own)
    self.form = form
    self.identifier = id
    columns = own
    features = own.map { form.names[$0] }
    hintColumns = GroupHints.columns(among: form.names)
    hints = hintColumns.compactMap { form.names.firstIndex(of: $0) }
    areMeasurements = features.map(AbsentMeasurement.isMeasurement)
    tally = FeatureTally(path: path, features: features)
    self.own = Notes()
    headerNotes = identifier == nil && chosen == nil ? header.notes(identifier: id) : []
  }

  var notes: [String] { form.notes + headerNotes + own.hashes + tally.notes }

  func forEach(
    _ checkpoint: () throws -> Void, _ body: (ObjectBlock) throws -> Void
  ) throws {
    tally.reset()
    let rows = try form.rows(path: place, name: path)
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
    own.hashes = rows.hashNotes
  }

  private func add(_ rows: DelimitedRows, to block: inout ObjectBlock) throws {
    try form.check(rows, of: path)
    block.ids.append(identifier.map(rows.text) ?? "\(block.first + block.count + 1)")
    for (feature, column) in columns.enumerated() {
      block.values.append(try value(rows, column, feature))
    }
    for column in hints { block.hints.append(rows.number(column) ?? .nan) }
  }

  /// A value of a feature; nan where it has none.
  private func value(_ rows: DelimitedRows, _ column: Int, _ feature: Int) throws -> Float {
    let value = try number(rows, column, feature)
    guard !areMeasurements[feature] || value != Float(AbsentMeasurement.value) else {
      tally.addAbsent(feature)
      return .nan
    }
    tally.add(value, feature)
    return value
  }

  /// Nan where there is no number.
  private func number(_ rows: DelimitedRows, _ column: Int, _ feature: Int) throws -> Float {
    if let value = rows.number(column) {
      guard !tally.commas.isEmpty, tally.commas.contains(feature) else { return value }
      guard !rows.text(column).contains(".") else { throw mixed(rows, column) }
      return value
    }
    let word = rows.text(column).trimmingCharacters(in: .whitespaces)
    if let value = DecimalComma.plain(word).flatMap({ Float($0) }) {
      tally.addComma(feature)
      return value
    }
    guard Self.missing.contains(word.lowercased()) else {
      throw Failure(
        "'\(path)', line \(rows.line): column '\(form.names[column])' holds "
          + "'\(word.prefix(40))', which is no number; choose the features with "
          + "\(GroupOptions.columns), or the identifiers with \(GroupOptions.identifier)")
    }
    return .nan
  }

  private func mixed(_ rows: DelimitedRows, _ column: Int) -> Failure {
    Failure(
      "'\(path)', line \(rows.line): column '\(form.names[column])' holds numbers with a decimal "
        + "comma and with a point: which of them separates thousands is not known")
  }
}

import Files
import Foundation
import Morphology
import Rasters
import Surveys

/// Measurements in a file, written as they come; what is dropped unfinished
/// leaves nothing.
protocol MorphologyTable {
  func append(_ rows: [SourceMorphology]) throws
  func finish() throws
}

/// A FITS table, a VOTable or a GeoPackage.
struct MorphologyCatalogue: MorphologyTable {
  private let writer: CatalogueWriter
  private let columns: [DeclaredColumn<SourceMorphology>]

  /// Nil for files that are to be CSV.
  init?(_ path: String, _ labels: SegmentLabels) throws {
    guard let format = try? CatalogueFormat(path: path), format != .csv else { return nil }
    columns = [MorphologyColumns.label(labels)] + MorphologyColumns.all
    writer = try CatalogueWriter([path], columns: columns.map(\.column), name: "MORPHOLOGY")
  }

  func append(_ rows: [SourceMorphology]) throws {
    try writer.write(rows.map { row in columns.map { $0.value(row) } })
  }

  func finish() throws { try writer.finish() }
}

/// Comma-separated text; what has no value is empty.
struct MorphologyText: MorphologyTable {
  private let file: OutputFile
  private let columns: [DeclaredColumn<SourceMorphology>]

  init(_ path: String, _ labels: SegmentLabels) throws {
    columns = [MorphologyColumns.label(labels)] + MorphologyColumns.all
    file = try OutputFile(path)
    try file.write(columns.map(\.column.name).joined(separator: ",") + "\n")
  }

  func append(_ rows: [SourceMorphology]) throws {
    try file.write(rows.map { line($0) + "\n" }.joined())
  }

  private func line(_ row: SourceMorphology) -> String {
    columns.map { Self.cell($0.value(row)) }.joined(separator: ",")
  }

  private static func cell(_ value: CatalogueValue) -> String {
    switch value {
    case .none: ""
    case .boolean(let value): "\(value)"
    case .integer(let number): "\(number)"
    case .real(let number): String(format: "%.9g", number)
    case .text(let text): text
    }
  }

  func finish() throws { try file.finish() }
}

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

  /// Nil for files that are to be CSV.
  init?(_ path: String) throws {
    guard let format = try? CatalogueFormat(path: path), format != .csv else { return nil }
    writer = try CatalogueWriter(
      [path],
      columns: [.init("label", .int32, ucd: "meta.id;meta.main", "label of the segment")]
        + MorphologyColumns.columns, name: "MORPHOLOGY")
  }

  func append(_ rows: [SourceMorphology]) throws {
    try writer.write(rows.map { [.integer(Int($0.label))] + MorphologyColumns.values($0) })
  }

  func finish() throws { try writer.finish() }
}

/// Comma-separated text; what has no value is empty.
struct MorphologyText: MorphologyTable {
  private let file: OutputFile

  init(_ path: String) throws {
    file = try OutputFile(path)
    let names = ["label", "flag", "flag_sersic"] + SourceMorphology.names + ["reasons"]
    try file.write(names.joined(separator: ",") + "\n")
  }

  func append(_ rows: [SourceMorphology]) throws {
    try file.write(rows.map { Self.line($0) + "\n" }.joined())
  }

  private static func line(_ row: SourceMorphology) -> String {
    let cells =
      ["\(row.label)", "\(row.flag.rawValue)", "\(row.sersicFlag)"]
      + row.values.map { $0 == AbsentMeasurement.value ? "" : String(format: "%.9g", $0) }
      + [row.reasonText]
    return cells.joined(separator: ",")
  }

  func finish() throws { try file.finish() }
}

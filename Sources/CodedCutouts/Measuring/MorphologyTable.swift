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
  private let labels: SegmentLabels

  /// Nil for files that are to be CSV.
  init?(_ path: String, _ labels: SegmentLabels) throws {
    self.labels = labels
    guard let format = try? CatalogueFormat(path: path), format != .csv else { return nil }
    writer = try CatalogueWriter(
      [path],
      columns: [
        .init(
          "label", labels.areLarge ? .int64 : .int32, ucd: "meta.id;meta.main",
          "label of the segment")
      ] + MorphologyColumns.columns, name: "MORPHOLOGY")
  }

  func append(_ rows: [SourceMorphology]) throws {
    try writer.write(
      rows.map { [.integer(Int(labels.label($0.label)))] + MorphologyColumns.values($0) })
  }

  func finish() throws { try writer.finish() }
}

/// Comma-separated text, with -99 where there is no value, as statmorph has it.
struct MorphologyText: MorphologyTable {
  private let file: OutputFile
  private let labels: SegmentLabels

  init(_ path: String, _ labels: SegmentLabels) throws {
    self.labels = labels
    file = try OutputFile(path)
    let names = ["label", "flag", "flag_sersic"] + SourceMorphology.names + ["reasons"]
    try file.write(names.joined(separator: ",") + "\n")
  }

  func append(_ rows: [SourceMorphology]) throws {
    try file.write(rows.map { line($0) + "\n" }.joined())
  }

  private func line(_ row: SourceMorphology) -> String {
    let cells =
      ["\(labels.label(row.label))", "\(row.flag.rawValue)", "\(row.sersicFlag)"]
      + row.values.map { String(format: "%.9g", $0) }
      + [row.reasonText]
    return cells.joined(separator: ",")
  }

  func finish() throws { try file.finish() }
}

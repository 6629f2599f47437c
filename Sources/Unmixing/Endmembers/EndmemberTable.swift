import Foundation
import RasterIO
import Rasters
import Spectra

/// Endmembers from a table with a row for each and a column for each band, as `endmembers.csv` and
/// the `units.csv` of a map are. Columns are found by the names of bands.
enum EndmemberTable {
  static func read(_ path: String, bands: [BandSource]) throws -> EndmemberSet {
    let table = try DelimitedText(path: path)
    guard let head = table.rows.first, table.rows.count >= 2 else {
      throw wrong(path, "it has no row under its head")
    }
    let columns = try bands.map { try column(of: $0, in: head, path) }
    let named =
      head.firstIndex { ["name", "endmember", "spectrum"].contains($0.lowercased()) } ?? 0
    var names: [String] = []
    var spectra: [[Double]] = []
    for (line, row) in table.rows.dropFirst().enumerated() {
      let fields = columns.map { $0 < row.count ? row[$0] : "" }
      // A unit without pixels.
      if fields.allSatisfy(\.isEmpty) { continue }
      spectra.append(
        try zip(fields, bands).map { field, band in
          guard let value = table.number(field) else {
            throw wrong(
              path, "row \(line + 2) has '\(field.prefix(40))' for the band '\(band.name)'")
          }
          return value
        })
      names.append(named < row.count && !row[named].isEmpty ? row[named] : "endmember \(line + 1)")
    }
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw Failure.usage(
        "'\(path)' has two rows called '\(twice)': an endmember needs a name of its own")
    }
    return EndmemberSet(names: names, spectra: spectra, origin: "the table '\(path)'")
  }

  private static func column(
    of band: BandSource, in head: [String], _ path: String
  ) throws -> Int {
    let words = [band.name, band.name + "_mean", band.label, band.plainName]
    for word in words {
      if let index = head.firstIndex(of: word) { return index }
    }
    throw wrong(
      path,
      "it has no column for the band '\(band.name)' of the scene (columns: "
        + head.prefix(12).joined(separator: ", ") + (head.count > 12 ? ", …)" : ")"))
  }

  private static func wrong(_ path: String, _ words: String) -> Failure {
    .usage(
      "\(MixtureSettings.endmembers): '\(path)' is no table of endmembers for this scene: \(words)",
      path: path, setting: MixtureSettings.endmembers.name)
  }
}

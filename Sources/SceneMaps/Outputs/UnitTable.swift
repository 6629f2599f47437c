import Foundation
import Jobs
import MapUnits
import Rasters

/// `units.csv`: one row per unit with its size and the mean and standard
/// deviation of every band in physical units, then of every other feature,
/// indices of the mean spectrum, what it suggests, and a real pixel that stands for the unit.
package enum UnitTable {
  /// A band or feature and where its numbers are.
  struct Column {
    var name: String
    var statistics: UnitStatistics
    var plane: Int
  }

  /// One column for every plane that has a name of its own; none without
  /// statistics.
  static func columns(_ statistics: UnitStatistics?, _ names: [String]) -> [Column] {
    guard let statistics else { return [] }
    return names.enumerated().map {
      Column(name: $0.element, statistics: statistics, plane: $0.offset)
    }
  }

  static func csv(
    _ legend: Legend, hints: UnitHints, spectra: UnitSpectra, exemplars: ExemplarColumns,
    columns all: [Column]
  ) -> String {
    var seen = Set<String>()
    let columns = all.filter { seen.insert($0.name).inserted }
    var header = ["unit", "name", "colour", "pixels", "hectares", "percent"]
    for column in columns { header += ["\(column.name)_mean", "\(column.name)_std"] }
    let indices = Set(hints.hints.values.flatMap(\.indices.keys)).subtracting(seen).sorted()
    header += indices + ["hint", "hint_accuracy", "hint_rule"]
    header += (spectra.matches == nil ? [] : ["library"]) + exemplars.header
    let rows = legend.entries.map { entry -> [String] in
      var row = [
        "\(entry.value)", entry.name, entry.colour.hex, "\(entry.pixelCount)",
        entry.hectares.map { number($0) } ?? "",
        String(format: "%.4f", legend.percent(of: entry)),
      ]
      for column in columns {
        let (unit, plane) = (entry.value, column.plane)
        row.append(column.statistics.mean(unit: unit, band: plane).map(number) ?? "")
        row.append(column.statistics.deviation(unit: unit, band: plane).map(number) ?? "")
      }
      let hint = hints.hints[entry.value]
      row += indices.map { hint?.indices[$0].map(number) ?? "" }
      row += [
        hint?.text ?? "", hint?.accuracy.map { String(format: "%.3f", $0) } ?? "", hint?.rule ?? "",
      ]
      row += [spectra.text(ofUnit: entry.value)].compactMap(\.self)
      return row + exemplars.values(of: entry.value)
    }
    return ([header] + rows).map { $0.map { CSVText.field($0) }.joined(separator: ",") }.joined(
      separator: "\n")
      + "\n"
  }

  static func number(_ value: Double) -> String { String(format: "%.7g", value) }
}

/// The columns of the exemplars: place, then spectrum.
struct ExemplarColumns {
  private let exemplars: [Int: UnitExemplar]
  private let bands: [String]

  init(_ exemplars: [UnitExemplar], bands: [String]) {
    self.exemplars = Dictionary(
      exemplars.map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
    self.bands = bands
  }

  private static let places = ["column", "row", "x", "y", "longitude", "latitude"]

  var header: [String] {
    Self.places.map { "exemplar_" + $0 } + bands.map { $0 + "_exemplar" }
  }

  func values(of unit: Int) -> [String] {
    guard let exemplar = exemplars[unit], let place = exemplar.places.first else {
      return header.map { _ in "" }
    }
    return ["\(place.column)", "\(place.row)"]
      + [place.x, place.y].map { $0.map { String(format: "%.10g", $0) } ?? "" }
      + [place.longitude, place.latitude].map { $0.map { String(format: "%.6f", $0) } ?? "" }
      + exemplar.spectrum.map(UnitTable.number)
  }
}

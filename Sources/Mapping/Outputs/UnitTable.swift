import Foundation
import Rasters

/// `units.csv`: one row per unit with its size and the mean and standard
/// deviation of every band in physical units.
enum UnitTable {
  static func csv(_ legend: Legend, statistics: UnitStatistics, bands: [String]) -> String {
    var header = ["unit", "name", "colour", "pixels", "hectares", "percent"]
    for band in bands { header += ["\(band)_mean", "\(band)_std"] }
    let rows = legend.entries.map { entry -> [String] in
      var row = [
        "\(entry.value)", entry.name, entry.colour.hex, "\(entry.pixelCount)",
        entry.hectares.map { number($0) } ?? "",
        String(format: "%.4f", legend.percent(of: entry)),
      ]
      for band in bands.indices {
        row.append(statistics.mean(unit: entry.value, band: band).map(number) ?? "")
        row.append(statistics.deviation(unit: entry.value, band: band).map(number) ?? "")
      }
      return row
    }
    return ([header] + rows).map { $0.map(field).joined(separator: ",") }.joined(separator: "\n")
      + "\n"
  }

  private static func number(_ value: Double) -> String { String(format: "%.7g", value) }

  /// Quoted where needed (RFC 4180). A text that a spreadsheet would take
  /// for a formula is preceded by an apostrophe.
  static func field(_ text: String) -> String {
    var out = text
    if let first = out.first, "=+@\t\r".contains(first) || (first == "-" && Double(out) == nil) {
      out = "'" + out
    }
    guard out.contains(where: { ",\"\n\r".contains($0) }) else { return out }
    return "\"" + out.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}

import FaciesKit
import Foundation

/// Samples of a map and what follows from them as pages of text.
enum AssessmentText {
  static func text(_ r: DesignReport) -> String {
    let rows = r.strata.map { s in
      [
        "\(s.unit)", s.name, "\(s.pixels)", s.hectares.map { String(format: "%.1f", $0) } ?? "-",
        String(format: "%.2f", 100 * s.weight), "\(s.samples)",
      ]
    }
    let expected = String(format: "%.4f", r.expectedStandardError)
    return
      ([
        "samples        \(r.samples) in \(r.strata.count) units, \(r.allocation), seed \(r.seed)",
        "expected       standard error of overall accuracy \(expected)", "",
      ] + table([["unit", "name", "pixels", "hectares", "percent", "samples"]] + rows, left: 1)
      + [""] + r.notes.map { "note: \($0)" } + [
        "\(r.file): fill in the field 'reference', then facies assess \(r.map) \(r.file)"
      ]).joined(separator: "\n")
  }

  static func text(_ r: AssessmentReport) -> String {
    var lines = [
      "samples           \(r.visited) visited, \(r.unvisited) not yet, \(r.outside) off the map",
      "strata            \(r.design)",
      "overall accuracy  \(share(r.overallAccuracy))  (95 % confidence)", "",
    ]
    lines += table(classes(r), left: 0) + [""]
    lines += table(matrix(r), left: 0) + [""]
    lines += r.notes.map { "note: \($0)" }
    return lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
  }

  private static func classes(_ r: AssessmentReport) -> [[String]] {
    let unit = r.hectares == nil ? "share" : "ha"
    return [["class", "map \(unit)", "area \(unit)", "user's", "producer's"]]
      + r.classes.map { line in
        [
          line.name,
          r.hectares == nil
            ? String(format: "%.4f", line.mapShare)
            : line.mapHectares.map { String(format: "%.1f", $0) } ?? "-",
          line.areaHectares.map { figure($0, "%.1f") } ?? share(line.areaShare),
          line.usersAccuracy.map(share) ?? "-", line.producersAccuracy.map(share) ?? "-",
        ]
      }
  }

  /// Rows are classes of the map, columns what was found.
  private static func matrix(_ r: AssessmentReport) -> [[String]] {
    [["samples: map \\ found"] + r.classes.map { String($0.name.prefix(16)) }]
      + zip(r.classes, r.counts).map { [$0.name] + $1.map(String.init) }
  }

  private static func share(_ f: AssessmentReport.Figure) -> String { figure(f, "%.3f") }

  private static func figure(_ f: AssessmentReport.Figure, _ format: String) -> String {
    String(format: format, f.value)
      + (f.margin95.map { " ± " + String(format: format, $0) } ?? " ± -")
  }

  /// Columns under each other: that at `left` to the left, and the first;
  /// the others to the right.
  private static func table(_ rows: [[String]], left: Int) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 || column == left ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
    }
  }
}

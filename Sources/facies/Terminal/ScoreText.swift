import FaciesKit
import Foundation

/// A score as a page of text.
enum ScoreText {
  static func text(_ r: ScoreReport) -> String {
    var lines = [
      "reference pixels  \(r.mapped + r.unmapped), of which \(r.unmapped) are not mapped",
      "aligned           \(r.alignment)",
      "matched accuracy  \(share(r.matchedAccuracy))"
        + (r.unmapped > 0 ? "  (of all: \(share(r.matchedAccuracyOfAll)))" : ""),
      "purity            \(share(r.purity))",
      "NMI               \(share(r.nmi))",
      "ARI               \(share(r.ari))",
      "kappa             \(share(r.kappa))",
      "",
    ]
    lines += classes(r) + [""] + confusion(r)
    if !r.unmatchedUnits.isEmpty {
      lines.append("units without a class: \(r.unmatchedUnits.joined(separator: ", "))")
    }
    if !r.unmatchedClasses.isEmpty {
      lines.append("classes without a unit: \(r.unmatchedClasses.joined(separator: ", "))")
    }
    lines += (r.notes ?? []).map { "note: \($0)" }
    return lines.joined(separator: "\n")
  }

  private static func share(_ value: Double?) -> String {
    value.map { String(format: "%.4f", $0) } ?? "-"
  }

  private static func classes(_ r: ScoreReport) -> [String] {
    let width = max(5, r.classes.map(\.name.count).max() ?? 5)
    let unitWidth = max(4, r.classes.map { ($0.unit ?? "-").count }.max() ?? 4)
    let head =
      pad("class", width) + "  " + pad("unit", unitWidth)
      + "      pixels  producer's  user's      F1"
    return [head]
      + r.classes.map { c in
        pad(c.name, width) + "  " + pad(c.unit ?? "-", unitWidth)
          + String(format: "%12d", c.pixels) + "      \(share(c.producersAccuracy))"
          + "  \(share(c.usersAccuracy))  \(share(c.f1))"
      }
  }

  /// Rows are units, columns classes.
  private static func confusion(_ r: ScoreReport) -> [String] {
    let first = max(6, r.units.map(\.count).max() ?? 6)
    let widths = r.classes.indices.map { column in
      max(
        min(16, r.classes[column].name.count),
        r.confusion.map { "\($0[column])".count }.max() ?? 1)
    }
    let head =
      pad("pixels", first) + zip(r.classes, widths).map { "  " + right($0.name, $1) }.joined()
    return [head]
      + zip(r.units, r.confusion).map { name, row in
        pad(name, first) + zip(row, widths).map { "  " + right("\($0)", $1) }.joined()
      } + [""]
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
  }

  private static func right(_ text: String, _ width: Int) -> String {
    let cut = String(text.prefix(width))
    return String(repeating: " ", count: width - cut.count) + cut
  }
}

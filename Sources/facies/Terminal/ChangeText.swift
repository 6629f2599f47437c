import FaciesKit
import Foundation

/// A comparison of two maps as a page of text.
enum ChangeText {
  static func text(_ r: ChangeReport, folder: String) -> String {
    let share = r.changedPercent.map { String(format: "%.2f %%", $0) } ?? "-"
    let area = r.changedHectares.map { String(format: ", %.1f ha", $0) } ?? ""
    var lines = [
      "pixels in common  \(r.pixels)",
      "changed           \(r.changedPixels) (\(share)\(area))",
      "only in one map   \(r.onlyFirst) in the first, \(r.onlySecond) in the second",
      "aligned           \(r.alignment)",
      "units matched by  \(r.matchedBy)",
    ]
    lines += r.matches.map { "  \($0.from.name) = \($0.to.name)" }
    lines += r.vanished.map { "  \($0.name): only in the first map" }
    lines += r.appeared.map { "  \($0.name): only in the second map" }
    if !r.transitions.isEmpty {
      lines += ["", "largest changes"] + r.transitions.prefix(12).map(line)
    }
    return (lines + ["", "change raster     \(folder)/change.tif"]).joined(separator: "\n")
  }

  private static func line(_ change: ChangeReport.Transition) -> String {
    let area = change.hectares.map { String(format: "%12.1f ha", $0) } ?? ""
    return String(format: "%12d %6.2f %%", change.pixels, change.percent) + area
      + "  \(change.from.name) to \(change.becomes.name)"
  }
}

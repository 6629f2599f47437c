import FaciesKit
import Foundation

/// What a run says at its end.
enum ReportText {
  static func show(_ report: RunReport, folder: String?, work: WorkOptions) throws {
    ProgressBar.shared.clear()
    if !work.quiet, !work.json {
      for warning in report.warnings { Terminal.note("warning: \(warning)") }
    }
    if work.json {
      Terminal.print(String(decoding: try report.json(), as: UTF8.self))
    } else if !work.quiet {
      Terminal.print(text(report, folder: folder))
    }
  }

  static func text(_ report: RunReport, folder: String?) -> String {
    var lines: [String] = []
    if let choice = report.unitChoice { lines += [choice, ""] }
    if !report.units.isEmpty { lines += table(report) + [""] }
    let rejected = report.rejectedPixels.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      .map { "\($0.value) \($0.key)" }
    lines.append(
      "\(report.validPixels) pixels mapped"
        + (rejected.isEmpty ? "" : "; left out: " + rejected.joined(separator: ", ")))
    lines += report.masks.compactMap(brightness) + labels(report)
    if let score = report.quality?.daviesBouldin {
      lines.append(String(format: "Davies-Bouldin %.3f", score) + others(report))
    }
    lines.append(
      String(format: "%.1f s, ", report.totalSeconds)
        + "peak memory \(ByteCount.text(report.peakMemoryBytes))")
    lines += places(report, folder: folder)
    return lines.joined(separator: "\n")
  }

  /// What pixels look like that a spectral rule has left out, so that people see
  /// whether they are what it is meant for.
  private static func brightness(_ mask: RunReport.Mask) -> String? {
    guard let means = mask.means else { return nil }
    let list = means.sorted { $0.key < $1.key }.map {
      "\($0.key) " + String(format: "%.4g", $0.value)
    }
    return "  \(mask.name) left out \(mask.pixels) pixels; their means: "
      + list.joined(separator: ", ")
  }

  /// What held-out labels and a reference say.
  private static func labels(_ report: RunReport) -> [String] {
    var lines: [String] = []
    if let r = report.known?.crossValidation { lines += accuracy("cross-validated accuracy", r) }
    if let r = report.known?.heldOut { lines += accuracy("held-out accuracy", r) }
    if let r = report.score {
      lines.append(
        "against the reference: matched accuracy \(share(r.matchedAccuracy)), purity "
          + "\(share(r.purity)), NMI \(share(r.nmi)) (\(r.mapped) pixels)")
    }
    return lines
  }

  private static func accuracy(_ name: String, _ r: RunReport.HeldOut) -> [String] {
    [
      name + String(format: " %.4f", r.accuracy) + " of \(r.pixels) pixels"
        + (r.unmapped > 0 ? ", \(r.unmapped) more are not mapped" : "")
    ]
      + r.classes.map { line in
        "  \(line.name): \(line.pixels) pixels, producer's \(share(line.producersAccuracy)), "
          + "user's \(share(line.usersAccuracy))"
      }
  }

  private static func share(_ value: Double?) -> String {
    value.map { String(format: "%.4f", $0) } ?? "-"
  }

  private static func others(_ report: RunReport) -> String {
    guard let quality = report.quality else { return "" }
    let calinski = quality.calinskiHarabasz.map { String(format: ", Calinski-Harabasz %.0f", $0) }
    let silhouette = quality.silhouette.map { String(format: ", silhouette %.3f", $0) }
    return (calinski ?? "") + (silhouette ?? "") + " (\(quality.space))"
  }

  private static func table(_ report: RunReport) -> [String] {
    let width = max(4, report.units.map(\.name.count).max() ?? 4)
    let head = "unit".padding(toLength: width, withPad: " ", startingAt: 0)
    let hasHints = report.units.contains { $0.hint != nil }
    return ["\(head)      pixels       hectares  percent" + (hasHints ? "  hint" : "")]
      + report.units.map { unit in
        let name = unit.name.padding(toLength: width, withPad: " ", startingAt: 0)
        let area =
          unit.hectares.map { String(format: "%14.1f", $0) } ?? String(repeating: " ", count: 13)
          + "-"
        return name + String(format: "%12d ", unit.pixels) + area
          + String(format: "  %6.2f", unit.percent)
          + (unit.hint.map { "   " + shortened($0) } ?? "")
      }
  }

  /// What a line has room for.
  private static func shortened(_ hint: String) -> String {
    hint.count <= 60 ? hint : hint.prefix(59) + "…"
  }

  private static func places(_ report: RunReport, folder: String?) -> [String] {
    guard let folder else { return report.outputs.map { "wrote \($0)" } }
    let names = Set(report.outputs)
    var lines: [String] = []
    if names.contains("report.html") {
      lines.append("report     \(folder)/report.html (all on one page: open it in a browser)")
    }
    if names.contains("map.png") { lines.append("map sheet  \(folder)/map.png") }
    lines.append("map        \(folder)/units.tif (QGIS opens it coloured and named)")
    if names.contains("model.safetensors") {
      lines.append("model      \(folder)/model.safetensors")
    }
    return lines
  }
}

import FaciesKit

/// What `facies cutouts` says at its end.
enum CutoutText {
  static func text(_ report: CutoutReport) -> String {
    let bands = report.bands == 1 ? "" : " in \(report.bands) bands"
    var lines = [
      "\(report.folder): \(report.cutouts) cutouts of \(report.size) x \(report.size) pixels"
        + bands + " (\(report.format)) from \(report.sources) sources"
    ]
    let notes = [
      (report.atEdge, "at the edge, filled with NaN"), (report.outside, "outside the image"),
      (report.withoutPosition, "without a position"), (report.empty, "without any value"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    if !notes.isEmpty { lines.append("  flagged: " + notes.joined(separator: ", ")) }
    lines += (report.notes ?? []).map { "  note: \($0)" }
    if let stretch = report.stretch { lines.append("  stretch: \(stretch)") }
    if let northUp = report.northUp { lines.append("  north up: \(northUp)") }
    if let system = report.skySystem, !system.isEmpty { lines.append("  sky: \(system)") }
    return lines.joined(separator: "\n")
  }
}

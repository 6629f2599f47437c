import FaciesKit
import Foundation

/// What unmixing and matching say at their end.
enum MixtureText {
  static func show(_ report: MixtureReport, folder: String, work: WorkOptions) throws {
    ProgressBar.shared.clear()
    if work.json { return Terminal.print(String(decoding: try report.json(), as: UTF8.self)) }
    guard !work.quiet else { return }
    for warning in report.warnings { Terminal.note("warning: \(warning)") }
    Terminal.print(text(report, folder: folder))
  }

  private static func text(_ report: MixtureReport, folder: String) -> String {
    let rejected = report.rejectedPixels.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      .map { "\($0.value) \($0.key)" }
    let pixels =
      "\(report.validPixels) pixels"
      + (rejected.isEmpty ? "" : "; left out: " + rejected.joined(separator: ", "))
    let residual = report.residual.map {
      ["root mean square of the residuals \(String(format: "%.4g", $0))"]
    }
    return
      (["spectra: \(report.origin)"] + report.spectra.map(line) + ["", pixels] + (residual ?? [])
      + [
        String(format: "%.1f s, ", report.totalSeconds)
          + "peak memory \(ByteCount.text(report.peakMemoryBytes))",
        "picture    \(folder)/\(report.job == "unmix" ? "abundances.png" : "match.png")",
        "rasters    "
          + report.outputs.filter { $0.hasSuffix(".tif") }.map { "\(folder)/\($0)" }
          .joined(separator: ", "),
      ]).joined(separator: "\n")
  }

  private static func line(_ spectrum: MixtureReport.Spectrum) -> String {
    let share = spectrum.meanShare.map { String(format: "  mean share %5.1f %%", 100 * $0) }
    let angle = spectrum.leastAngle.map { String(format: "  smallest angle %.2f°", $0) }
    let place = spectrum.column.flatMap { column in
      spectrum.row.map { "  pixel \(column), \($0)" }
    }
    let ground = spectrum.x.flatMap { x in
      spectrum.y.map { String(format: " (%.10g, %.10g)", x, $0) }
    }
    return "  \(spectrum.name)" + [share, angle, place, ground].compactMap(\.self).joined()
  }
}

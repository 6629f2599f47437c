import FaciesKit
import Foundation

/// A survey's result in words.
enum SurveyText {
  static func text(_ report: SurveyReport, folder: String) -> String {
    var lines = [
      "\(report.objects) objects: \(report.voted) voted into \(report.groups.count) groups "
        + String(format: "(%.1f %%), ", report.votedPercent)
        + "\(report.completed) completed, \(report.rejected) rejected, \(report.invalid) without "
        + "a code",
      "encoder: \(report.encoder); \(report.codeLength) codes hold "
        + String(format: "%.1f %% of the variance", 100 * report.explainedVariance),
    ]
    if !report.flags.isEmpty {
      let names = ["0": "good", "1": "suspect", "2": "bad", "4": "not measured"]
      lines.append(
        "measured: "
          + ["0", "1", "2", "4"].map { "\(report.flags[$0] ?? 0) \(names[$0] ?? "")" }
          .joined(separator: ", "))
    }
    lines.append(
      String(
        format: "%.1f s, %d MB; results in %@", report.totalSeconds,
        report.peakMemoryBytes >> 20, folder))
    return lines.joined(separator: "\n")
  }
}

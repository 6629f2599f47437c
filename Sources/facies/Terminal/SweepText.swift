import FaciesKit
import Foundation

/// A sweep as a page of text.
enum SweepText {
  static func text(_ report: SweepReport) -> String {
    let rows = report.trials.map { row($0, of: report.recommendation.units) }
    let places = report.outputs.map { "wrote \($0)" }
    return ([head] + rows + ["", choices(report), ""] + recommendation(report) + places)
      .joined(separator: "\n")
  }

  private static let head =
    "  units     inertia  silhouette  Davies-B.  Calinski-H.         BIC     gap  stability"

  private static func row(_ trial: SweepReport.Trial, of recommended: Int) -> String {
    [
      trial.units == recommended ? "*" : " ", number("%6d", trial.units),
      figure(trial.inertia, "%12.6g", 12), figure(trial.silhouette, "%12.3f", 12),
      figure(trial.daviesBouldin, "%11.3f", 11), figure(trial.calinskiHarabasz, "%13.0f", 13),
      figure(trial.bic, "%12.6g", 12), figure(trial.gap, "%8.3f", 8),
      figure(trial.stability, "%11.3f", 11),
    ].joined()
  }

  private static func number(_ format: String, _ value: Int) -> String {
    String(format: format, value)
  }

  private static func figure(_ value: Double?, _ format: String, _ width: Int) -> String {
    value.map { String(format: format, $0) } ?? String(repeating: " ", count: width - 1) + "-"
  }

  private static func choices(_ report: SweepReport) -> String {
    "alone they would take: "
      + report.choices.map { "\($0.index) \($0.units.map(String.init) ?? "-")" }
      .joined(separator: ", ")
  }

  private static func recommendation(_ report: SweepReport) -> [String] {
    let r = report.recommendation
    return ["* recommended: \(r.units) units: \(r.reason)", "  this assumes that \(r.assumption)"]
  }
}

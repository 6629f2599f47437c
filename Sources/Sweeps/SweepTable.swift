import Foundation
import MapTools
import SceneMaps

/// `sweep.csv`: one row per number of units.
enum SweepTable {
  private static let columns: [(name: String, value: @Sendable (SweepReport.Trial) -> Double?)] = [
    ("inertia", { $0.inertia }), ("silhouette", { $0.silhouette }),
    ("davies_bouldin", { $0.daviesBouldin }), ("calinski_harabasz", { $0.calinskiHarabasz }),
    ("bic", { $0.bic }), ("gap", { $0.gap }), ("gap_error", { $0.gapError }),
    ("stability", { $0.stability }), ("stability_deviation", { $0.stabilityDeviation }),
    ("smallest_share", { $0.smallestShare }),
  ]

  static func csv(_ report: SweepReport) -> String {
    let header = ["units"] + columns.map(\.name) + ["recommended"]
    let rows = report.trials.map { trial in
      ["\(trial.units)"]
        + columns.map { column in column.value(trial).map { String(format: "%.7g", $0) } ?? "" }
        + [trial.units == report.recommendation.units ? "yes" : ""]
    }
    return ([header] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
  }
}

import Foundation
package import Reports

/// The curves of a fit as plots: a loss and its validation share one.
package enum PageCurves {
  package static func curves(_ report: RunReport) -> [ReportContent.Curve] {
    sweep(report.chosenUnits) + [report.encoder, report.clusterer].compactMap { $0 }.flatMap(plots)
  }

  /// What the number of units was chosen by.
  private static func sweep(_ chosen: ChosenUnits?) -> [ReportContent.Curve] {
    guard let chosen, chosen.trials.count > 1 else { return [] }
    let indices: [(String, (SweepReport.Trial) -> Double?)] = [
      ("BIC", { $0.bic }), ("stability (ARI between seeds)", { $0.stability }),
      ("silhouette", { $0.silhouette }), ("Davies–Bouldin index", { $0.daviesBouldin }),
    ]
    return indices.compactMap { name, value in
      let points = chosen.trials.compactMap { trial in
        value(trial).map { (x: Double(trial.units), y: $0) }
      }
      guard points.count > 1 else { return nil }
      return ReportContent.Curve(
        title: "number of units: \(name)", xTitle: "units",
        lines: [.init(name: name, points: points)], mark: Double(chosen.recommendation.units))
    }
  }

  private static func plots(_ step: RunReport.Step) -> [ReportContent.Curve] {
    var plots: [ReportContent.Curve] = []
    for curve in step.curves where curve.values.count >= 2 {
      let key = curve.name.replacingOccurrences(of: "validation ", with: "")
      let title = "\(step.method): \(words(key))"
      let line = ReportContent.Curve.Line(
        name: words(curve.name),
        points: curve.values.enumerated().map { (x: Double($0 + 1), y: $1) })
      if let index = plots.firstIndex(where: { $0.title == title }) {
        plots[index].lines.append(line)
      } else {
        plots.append(.init(title: title, xTitle: axis(curve.name), lines: [line]))
      }
    }
    return plots
  }

  private static func words(_ name: String) -> String {
    String(name.map { $0 == "-" ? " " : $0 })
  }

  private static func axis(_ name: String) -> String {
    if name.contains("loss") { return "epoch" }
    return name.contains("likelihood") || name.contains("inertia") ? "iteration" : "component"
  }
}

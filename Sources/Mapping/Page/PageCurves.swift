import Foundation
import Reports

/// The curves of a fit as plots: a loss and its validation share one.
enum PageCurves {
  static func curves(_ report: RunReport) -> [ReportContent.Curve] {
    [report.encoder, report.clusterer].compactMap { $0 }.flatMap(plots)
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

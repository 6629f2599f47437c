import Foundation
package import Rasters
package import Reports

/// A run's names and numbers as a page lists them.
package enum PageFacts {
  package typealias Fact = ReportContent.Fact

  package static func header(_ report: RunReport, grid: Grid, legend: Legend) -> [Fact] {
    let area = legend.entries.compactMap(\.hectares).reduce(0, +)
    let size = grid.pixelMetres.map { PageText.metres($0.across, $0.down) }
    return [
      Fact("scene", report.scene),
      Fact("sensor", report.sensor),
      Fact("level", report.level.replacingOccurrences(of: "-", with: " ")),
      Fact("size", "\(grid.width) × \(grid.height) pixels"),
      Fact("pixel", size ?? ""),
      Fact(
        "mapped area", area > 0 ? PageText.area(area) : "",
        help: report.grid.areas.map { "found " + $0 } ?? ""),
      Fact("reference system", grid.wkt == nil ? "" : PageText.reference(grid.reference)),
    ].filter { !$0.value.isEmpty }
  }

  package static func quality(_ quality: RunReport.Quality?) -> [Fact] {
    guard let quality else { return [] }
    func fact(_ name: String, _ value: Double?, _ help: String) -> Fact? {
      value.map { Fact(name, PageText.number($0), help: help) }
    }
    return [
      fact("Davies–Bouldin index", quality.daviesBouldin, "smaller is better; below 1 is clear"),
      fact("Calinski–Harabasz index", quality.calinskiHarabasz, "larger is better"),
      fact(
        "Silhouette", quality.silhouette,
        "from −1 to 1, larger is better; of \(quality.silhouetteSamples) pixels"),
      fact("Inertia", quality.inertia, "sum of squared distances to the means"),
      Fact("computed on", PageText.number(Double(quality.samples)) + " pixels: \(quality.space)"),
    ].compactMap { $0 }
  }

  package static func parameters(_ report: RunReport) -> [ReportContent.Group] {
    [
      ReportContent.Group("Recipe", recipe(report)),
      ReportContent.Group("Masks", report.masks.map { Fact($0.name, $0.rule) }),
      ReportContent.Group("Features", features(report)),
      step("Encoder", report.encoder), outcome("Encoder", report.encoder),
      report.filter.map { ReportContent.Group("Filter: bilateral", numbers($0)) },
      step("Clusterer", report.clusterer), outcome("Clusterer", report.clusterer),
    ].compactMap { $0 }
  }

  private static func outcome(_ title: String, _ step: RunReport.Step?) -> ReportContent.Group? {
    step.map { ReportContent.Group("\(title): outcome", numbers($0.facts)) }
  }

  /// With their formulas, where they are not the bands.
  private static func features(_ report: RunReport) -> [Fact] {
    guard report.features.map(\.name) != report.bands.map(\.name) else { return [] }
    return report.features.map { Fact($0.name, $0.formula) }
  }

  private static func recipe(_ report: RunReport) -> [Fact] {
    [
      Fact("recipe", report.recipe), Fact("scaling", report.scaling),
      Fact("whitened codes", report.whitening ? "yes" : "no"),
      Fact("units", "\(report.units.count)"), Fact("smoothing", report.smoothing),
      Fact("resampling", report.resampling), Fact("seed", "\(report.seed)"),
      Fact("samples", PageText.number(Double(report.samples))),
      Fact(
        "region",
        "columns \(report.region[0]) to \(report.region[0] + report.region[2] - 1), "
          + "rows \(report.region[1]) to \(report.region[1] + report.region[3] - 1)"),
    ]
  }

  private static func step(_ title: String, _ step: RunReport.Step?) -> ReportContent.Group? {
    step.map { step in
      ReportContent.Group(
        "\(title): \(step.method)",
        step.parameters.sorted { $0.key < $1.key }.map { Fact($0.key, $0.value) })
    }
  }

  private static func numbers(_ facts: [String: Double]) -> [Fact] {
    facts.sorted { $0.key < $1.key }.map { Fact($0.key, PageText.number($0.value)) }
  }
}

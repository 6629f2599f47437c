import Foundation
import MapTools
import MapUnits
import Rasters
import Reports
import Scenes

/// What a page is made from beside its pictures.
struct PageParts {
  var report: RunReport
  var legend: Legend
  var statistics: UnitStatistics
  var codes: CodePoints?
  var unitOfCluster: [Int]
  /// The model that was applied; nil where one was fitted.
  var model: String?
}

/// Puts a run's results together as the content of its page. Nothing that
/// depends on the machine's speed or on threads is taken over.
struct PageDraft {
  let scene: Scene
  let parts: PageParts
  let pictures: PagePictures
  let words: SheetWords
  /// What was written and what that is.
  let files: [ReportContent.File]
  let exemplars: [ReportContent.Exemplar]

  private var report: RunReport { parts.report }
  private var legend: Legend { parts.legend }

  var content: ReportContent {
    var page = ReportContent(
      title: scene.title ?? scene.name, subtitle: subtitle, credit: words.creditLine,
      legend: legend, map: pictures.map, command: Reproduction(scene, model: parts.model).command)
    page.scenes = pictures.scenes
    page.confidence = pictures.confidence
    page.patchSizes = pictures.patchSizes
    page.facts = PageFacts.header(report, grid: pictures.map.grid, legend: legend)
    page.bands = report.bands.map {
      .init(name: $0.name, label: $0.label, wavelength: $0.wavelength, quantity: $0.quantity)
    }
    let hints = Dictionary(
      report.units.map { ($0.unit, hint($0)) }, uniquingKeysWith: { a, _ in a })
    page.hints = legend.entries.map { hints[$0.value] ?? "" }
    page.exemplars = exemplars
    page.spectra = legend.entries.map(spectrum)
    page.codes = scatter
    page.tree = report.tree
    page.curves = PageCurves.curves(report)
    page.validPixels = report.validPixels
    let asked = Set(report.masks.map(\.name))
    page.rejected = report.rejectedPixels.merging(report.masks.map { ($0.name, $0.pixels) }) {
      a, _ in a
    }
    .filter { $0.value > 0 || asked.contains($0.key) }.sorted { $0.key < $1.key }
    .map { .init($0.key, "\($0.value)") }
    page.quality = PageFacts.quality(report.quality)
    page.score = report.score.map(PageScores.score)
    page.crossValidation = report.known.flatMap(PageScores.crossValidation)
    page.heldOut = report.known.flatMap(PageScores.heldOut)
    page.parameters = PageFacts.parameters(report)
    page.inputs = report.inputs.map {
      .init(
        name: URL(fileURLWithPath: $0.path).lastPathComponent, bytes: $0.bytes, sha256: $0.sha256)
    }
    page.choice = report.unitChoice
    page.notes = report.notes + report.warnings
    page.files = files
    page.versions = report.versions.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }
    return page
  }

  private var subtitle: String {
    let product = report.product == "raster" ? "" : report.product
    let date = report.acquired.map { String($0.prefix(10)) } ?? ""
    let count = legend.entries.count
    let units =
      report.known.map { "\(count) units, \($0.units.count) of them known from labels" }
      ?? "\(count) units, found without training labels"
    return [product, date, units].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// With what a library of the user's says.
  private func hint(_ unit: RunReport.Unit) -> String {
    let nearest = unit.library?.first.map {
      "library: \($0.spectrum) (\(String(format: "%.1f", $0.angle))°)"
    }
    return [unit.hint, nearest].compactMap(\.self).joined(separator: "; ")
  }

  private func spectrum(_ entry: LegendEntry) -> ReportContent.Spectrum {
    let bands = report.bands.indices
    return ReportContent.Spectrum(
      means: bands.map { parts.statistics.mean(unit: entry.value, band: $0) },
      deviations: bands.map { parts.statistics.deviation(unit: entry.value, band: $0) })
  }

  private var scatter: ReportContent.CodeScatter? {
    guard let codes = parts.codes, let encoder = report.encoder?.method else { return nil }
    return ReportContent.CodeScatter(
      points: codes.points.filter { parts.unitOfCluster.indices.contains($0.cluster) }.map {
        .init(x: Double($0.x), y: Double($0.y), unit: parts.unitOfCluster[$0.cluster])
      },
      samples: codes.samples, encoder: encoder)
  }
}

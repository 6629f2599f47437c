import MapTools
import Reports
import SceneMaps

/// `sweep.svg`: one small plot for each index over the numbers of units, and
/// the recommendation beside them. The text is a function of the report's
/// numbers alone.
struct SweepPlot {
  private let report: SweepReport

  init(_ report: SweepReport) { self.report = report }

  private static let panels = [
    SweepPanel("BIC (less is better)", of: "bic") { $0.bic },
    SweepPanel(
      "Stability, ARI between seeds (more)", of: "stability", error: { $0.stabilityDeviation }
    ) { $0.stability },
    SweepPanel("Inertia (bend)", of: "inertia") { $0.inertia },
    SweepPanel("Gap (more)", of: "gap", error: { $0.gapError }) { $0.gap },
    SweepPanel("Silhouette (more)", of: "silhouette") { $0.silhouette },
    SweepPanel("Davies-Bouldin (less)", of: "daviesBouldin") { $0.daviesBouldin },
    SweepPanel("Calinski-Harabasz (more)", of: "calinskiHarabasz") { $0.calinskiHarabasz },
  ]

  var svg: String {
    let heading = HTML(text: "How many units: \(report.scene)")
    let drawings = Self.panels.map { $0.drawing(report) } + [words]
    let cells = drawings.enumerated().map { place, drawing in Self.cell(place, drawing) }
    let svg: HTML = """
      <svg xmlns="http://www.w3.org/2000/svg" width="760" height="792" viewBox="0 0 760 792" \
      font-family="sans-serif" font-size="11" fill="#1a1a1a">
      <title>\(heading)</title>
      <rect width="760" height="792" fill="#ffffff"/>
      <text x="20" y="28" font-size="17" font-weight="bold">\(heading)</text>
      <text x="20" y="46" fill="#5a5a5a">\(subtitle)</text>
      \(cells)</svg>

      """
    return svg.source
  }

  private var subtitle: String {
    "recipe \(report.recipe), \(report.samples) sampled pixels, \(report.seeds) seeds"
  }

  /// Lines of at most `limit` characters where words allow.
  private static func wrapped(_ text: String, at limit: Int) -> [String] {
    text.split(separator: " ").reduce(into: [String]()) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= limit {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
  }

  /// Two in a row.
  private static func cell(_ place: Int, _ content: HTML) -> HTML {
    "<g transform=\"translate(\(380 * (place % 2)) \(62 + 178 * (place / 2)))\">\(content)</g>\n"
  }

  /// The recommendation, where an eighth plot would be.
  private var words: HTML {
    let recommendation = report.recommendation
    let reason = Self.wrapped("\(recommendation.reason).", at: 52)
    let assumption = Self.wrapped("This assumes that \(recommendation.assumption).", at: 52)
    let rows = (reason + [""] + assumption).enumerated().map { row, line -> HTML in
      "<text x=\"62\" y=\"\(34 + 13 * row)\">\(line)</text>"
    }
    return """
      <text x="62" y="14" font-size="14" font-weight="bold" fill="#c0392b">\
      \(recommendation.units) units are recommended</text>\(rows)\
      <text x="62" y="168" fill="#5a5a5a">\
      dashed: recommended; ring: the index's own choice</text>
      """
  }
}

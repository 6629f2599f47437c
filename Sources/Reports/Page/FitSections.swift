import Rasters

/// How the units were found and how well they hold.
extension ReportPage {
  var codesSection: HTML {
    guard let codes = content.codes, codes.points.count >= 2 else { return .none }
    let plot = ScatterPlot(scatter: codes, legend: content.legend)
    return section(
      "codes-plot", "Codes",
      """
      \(plot.svg)
      <p class="small">\(Figures.grouped(codes.points.count)) of \
      \(Figures.grouped(codes.samples)) sampled pixels by the first two codes of their bands.</p>
      """)
  }

  var curvesSection: HTML { curves("Fit", content.curves) }

  /// Which pixels were mapped and why others were not.
  var pixelsSection: HTML {
    let mapped = ReportContent.Fact("mapped", "\(content.validPixels)")
    let all = ([mapped] + content.rejected).map { ($0.name, Int($0.value) ?? 0) }
    let sum = max(1, all.reduce(0) { $0 + $1.1 })
    let rows = all.map { name, count -> HTML in
      let share = 100 * Double(count) / Double(sum)
      return """
        <tr><th scope="row">\(name)</th><td class="n">\(Figures.grouped(count))</td>\
        <td class="n">\(Figures.fixed(share, 2))</td><td class="wide"><span class="share plain" \
        style="width:\(Figures.fixed(share, 1))%"></span></td></tr>

        """
    }
    return section(
      "pixels", "Pixels and masks",
      table(
        "Pixels and masks",
        head: """
          <th scope="col">pixels</th><th scope="col" class="n">number</th>\
          <th scope="col" class="n">percent</th><th scope="col" class="wide"></th>
          """, rows: rows))
  }

  var qualitySection: HTML {
    guard !content.quality.isEmpty else { return .none }
    return section("quality", "Quality of the grouping", facts(content.quality, style: "rows"))
  }

  var scoreSection: HTML {
    let scores = [content.crossValidation, content.heldOut, content.score].compactMap(\.self)
    guard !scores.isEmpty else { return .none }
    let parts = scores.map(part)
    return section("accuracy", "Accuracy", "\(parts)")
  }

  private func part(_ score: ReportContent.Score) -> HTML {
    let head = score.classes.map { "<th scope=\"col\" class=\"n\">\($0)</th>" as HTML }
    let most = max(1, score.confusion.joined().max() ?? 1)
    let rows = zip(score.units, score.confusion).map { unit, counts -> HTML in
      let cells = counts.map { count -> HTML in
        let shade = Figures.fixed(0.55 * Double(count) / Double(most), 3)
        return """
          <td class="n" style="background:rgba(42,100,120,\(shade))">\(Figures.grouped(count))</td>
          """
      }
      return "<tr><th scope=\"row\">\(unit)</th>\(cells)</tr>\n"
    }
    return """
      <p class="small">Against \(score.reference)</p>
      \(facts(score.facts, style: "rows"))
      \(table("Pixels of every unit in every class", head: "<th scope=\"col\">pixels</th>\(head)", rows: rows))

      """
  }
}

import Rasters

/// The units as numbers and as spectra.
extension ReportPage {
  var unitsSection: HTML {
    let hasArea = content.legend.entries.contains { $0.hectares != nil }
    let most = content.legend.entries.map { content.legend.percent(of: $0) }.max() ?? 100
    let hasHints = content.hints.contains { !$0.isEmpty }
    let rows = content.legend.entries.enumerated().map { index, entry in
      unitRow(
        entry, hasArea: hasArea, most: most,
        hint: hasHints && content.hints.indices.contains(index) ? content.hints[index] : nil)
    }
    let hints: HTML = hasHints ? "<th scope=\"col\">hint</th>" : .none
    let area: HTML = hasArea ? "<th scope=\"col\" class=\"n\">hectares</th>" : .none
    return section(
      "units-table", "Units",
      table(
        "Units",
        head: """
          <th scope="col"><span class="hear">colour</span></th><th scope="col" class="n">unit</th>\
          <th scope="col">name</th><th scope="col" class="n px">pixels</th>\(area)\
          <th scope="col" class="n">percent</th><th scope="col" class="wide"></th>\(hints)
          """, rows: rows)
        + (hasHints ? hintText : .none))
  }

  private var hintText: HTML {
    """
    <p class="small">Hints come from reflectances: what covers the ground, what bare ground stands \
    out by, and the nearest of a small table of schematic spectra (angle between the two, with the \
    share of green plants that was allowed for). Every hint is a rule whose threshold was made on \
    one half of a sample of pixels; the figure in brackets is its balanced accuracy on the other \
    half, the unit against the units of which it is not said (guessing has 0.5). Hints below 0.7 \
    are left out. They do not replace a look at the ground.</p>
    """
  }

  private func unitRow(
    _ entry: LegendEntry, hasArea: Bool, most: Double, hint: String?
  ) -> HTML {
    let note: HTML = hint.map { "<td>\($0)</td>" } ?? .none
    let percent = content.legend.percent(of: entry)
    let area: HTML =
      hasArea ? "<td class=\"n\">\(entry.hectares.map(hectares) ?? "–")</td>" : .none
    return """
      <tr class="u\(entry.value)" data-unit="\(entry.value)"><td><span class="swatch"></span></td>\
      <td class="n">\(entry.value)</td><th scope="row">\(entry.name)</th>\
      <td class="n px">\(Figures.grouped(entry.pixelCount))</td>\(area)\
      <td class="n">\(Figures.fixed(percent, 2))</td><td class="wide"><span class="share" \
      style="width:\(Figures.fixed(most > 0 ? 100 * percent / most : 0, 1))%"></span></td>\(note)</tr>

      """
  }

  /// As many decimals in every row.
  private func hectares(_ value: Double) -> String {
    let most = content.legend.entries.compactMap(\.hectares).max() ?? 0
    return Figures.grouped(value, decimals: most < 1000 ? 2 : most < 100_000 ? 1 : 0)
  }

  var spectraSection: HTML {
    guard let plot = SpectraPlot(content) else { return .none }
    return section(
      "spectra-plot", "Mean spectra",
      """
      \(plot.svg)
      <p class="small">Bars are one standard deviation; numbers at the right are the units.</p>
      <details><summary>Table of spectra</summary>
      \(spectraTable)</details>
      """)
  }

  private var spectraTable: HTML {
    let head = content.bands.map { band -> HTML in
      let place = band.wavelength.map { " \(Figures.digits($0, 3)) µm" } ?? ""
      return
        "<th scope=\"col\" class=\"n\">\(band.name)<br><span class=\"small\">\(place)</span></th>"
    }
    let rows = zip(content.legend.entries, content.spectra).map { entry, spectrum -> HTML in
      let cells = content.bands.indices.map { band -> HTML in
        let (mean, deviation) = Figures.pair(spectrum.means[band], spectrum.deviations[band])
        return "<td class=\"n\">\(mean)<br><span class=\"small\">\(deviation)</span></td>"
      }
      return """
        <tr class="u\(entry.value)" data-unit="\(entry.value)"><th scope="row">\
        <span class="swatch"></span> \(entry.name)</th>\(cells)</tr>

        """
    }
    return table("Table of spectra", head: "<th scope=\"col\">unit</th>\(head)", rows: rows)
  }
}

/// Which units are most alike.
extension ReportPage {
  var treeSection: HTML {
    guard let plot = TreePlot(content) else { return .none }
    return section(
      "unit-tree", "Hierarchy of the units",
      """
      <div class="treeplot">\(plot.svg)</div>
      <p class="small">Units that are joined further to the left are more alike (Ward's criterion \
      on the mean codes). To read the map with fewer units, move the slider above the legend; \
      to write such a map: <code>facies merge units.tif --units N --out coarse.tif</code>.</p>
      """)
  }
}

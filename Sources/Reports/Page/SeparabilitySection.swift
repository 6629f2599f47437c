import Rasters

/// Which two units are hardly different.
extension ReportPage {
  private static let mostPairs = 10

  var separabilitySection: HTML {
    let names = content.legend.entries.map(\.name)
    guard names.count == content.spectra.count else { return .none }
    let pairs = Separability.pairs(content.spectra).filter { names[$0.first] != names[$0.second] }
    guard pairs.count > 1 else { return .none }
    let rows = pairs.prefix(Self.mostPairs).map { pair -> HTML in
      let band = content.bands.indices.contains(pair.band) ? content.bands[pair.band].name : ""
      let (one, two) = (content.legend.entries[pair.first], content.legend.entries[pair.second])
      return """
        <tr><th scope="row"><span class="u\(one.value)"><span class="swatch"></span></span> \
        \(one.name)</th><td><span class="u\(two.value)"><span class="swatch"></span></span> \
        \(two.name)</td><td class="n">\(Figures.fixed(pair.distance, 2))</td><td>\(band)</td></tr>

        """
    }
    let left = pairs.count - rows.count
    let more: HTML = left > 0 ? " \(left) more pairs are further apart." : .none
    return section(
      "separability", "Units that are hardly different",
      table(
        "Units that are hardly different",
        head: """
          <th scope="col">unit</th><th scope="col">and unit</th>\
          <th scope="col" class="n">distance</th><th scope="col">band</th>
          """, rows: Array(rows))
          + """
          <p class="small">Jeffries–Matusita distance in the one band that tells the two apart best: \
          0 the same, 2 no value in common; several bands together tell at least as much.\(more)</p>
          """)
  }
}

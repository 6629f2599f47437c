import Rasters

/// How large the patches of the map are.
extension ReportPage {
  var patchSection: HTML {
    let counts = content.patchSizes
    guard counts.reduce(0, +) > 1 else { return .none }
    let most = max(1, counts.max() ?? 1)
    let rows = counts.enumerated().map { place, count -> HTML in
      let width = Figures.fixed(100 * Double(count) / Double(most), 1)
      return """
        <tr><th scope="row">\(Self.range(place))</th><td class="n">\(Figures.grouped(count))</td>\
        <td class="wide"><span class="share plain" style="width:\(width)%"></span></td></tr>

        """
    }
    return section(
      "patches", "Sizes of patches",
      table(
        "Sizes of patches",
        head: """
          <th scope="col">pixels</th><th scope="col" class="n">patches</th>\
          <th scope="col" class="wide"></th>
          """, rows: rows)
          + """
          <p class="small">A patch is one unit over pixels that share edges. Small patches join their \
          neighbours with <code>sieve</code>.</p>
          """)
  }

  /// "1", "2 to 3", "4 to 7"
  private static func range(_ place: Int) -> String {
    let least = 1 << place
    return place == 0 ? "1" : "\(Figures.grouped(least)) to \(Figures.grouped(2 * least - 1))"
  }
}

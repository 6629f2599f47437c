import Foundation
import Rasters

/// Real pixels of the units: places to visit, as they look in the scene.
extension ReportPage {
  var exemplarsSection: HTML {
    let cards = content.exemplars.enumerated().compactMap { index, exemplar in
      card(index, exemplar)
    }
    guard !cards.isEmpty else { return .none }
    return section(
      "exemplars", "Real pixels of the units",
      """
      <p class="small">The first picture of each unit shows its exemplar: the pixel whose spectrum \
      is the most typical of the unit (the medoid of a sample). Rings mark the pixels. The others \
      show typical pixels of the unit that lie far from it and from each other. \
      \(placeText)</p>
      <div class="exemplars">
      \(cards)</div>
      <details><summary>Table of the exemplars' spectra</summary>
      \(exemplarTable)</details>
      """)
  }

  private var placeText: HTML {
    content.exemplars.contains { $0.places.contains { $0.globe != nil } }
      ? "Coordinates are latitude and longitude (WGS 84) and, below them, those of the map." : .none
  }

  private func card(_ index: Int, _ exemplar: ReportContent.Exemplar) -> HTML? {
    guard let entry = content.legend.entries.first(where: { $0.value == exemplar.unit }),
      !exemplar.places.isEmpty
    else { return nil }
    let hint = content.hints.indices.contains(index) ? content.hints[index] : ""
    let note: HTML = hint.isEmpty ? .none : "<span class=\"help\">\(hint)</span>"
    let figures = exemplar.places.enumerated().map { rank, place in
      figure(unit: index, rank: rank, place, of: entry.name)
    }
    return """
      <div class="exemplar u\(entry.value)" data-unit="\(entry.value)">\
      <h3><span class="swatch"></span> \(entry.name)\(note)</h3>
      <div class="chips">\(figures)</div></div>

      """
  }

  private func figure(
    unit: Int, rank: Int, _ place: ReportContent.Place, of name: String
  ) -> HTML {
    let title = rank == 0 ? "Exemplar of \(name)" : "Another place of \(name)"
    let coordinates =
      place.globe.map { copied($0, "\(unit)-\(rank)") }
      ?? "<span>column \(place.column), row \(place.row)</span>"
    let map: HTML = place.map.map { "<span class=\"small\">\($0)</span>" } ?? .none
    return """
      <figure>\(picture(place.chip, PageRecord.chip(unit, rank), title))\
      <figcaption>\(coordinates)\(map)</figcaption></figure>
      """
  }

  /// A text with a button that copies it.
  private func copied(_ text: String, _ place: String) -> HTML {
    """
    <span class="coordinates"><code id="place-\(place)">\(text)</code>\
    <button type="button" data-copy="place-\(place)" data-script hidden \
    aria-label="Copy \(text)">copy</button></span>
    """
  }

  private func picture(_ chip: ReportContent.Chip?, _ id: String, _ title: String) -> HTML {
    guard let chip else { return .none }
    let jpeg = HTML(stringLiteral: chip.jpeg.base64EncodedString())
    let (left, top) = (Figures.fixed(100 * chip.x, 2), Figures.fixed(100 * chip.y, 2))
    return """
      <span class="chip"><img id="\(HTML(stringLiteral: id))" alt="\(title)" \
      width="\(chip.width)" height="\(chip.height)" \
      src="data:image/jpeg;base64,\(jpeg)"><i style="left:\(left)%;top:\(top)%"></i></span>
      """
  }

  private var exemplarTable: HTML {
    let head = content.bands.map { "<th scope=\"col\" class=\"n\">\($0.name)</th>" as HTML }
    let rows = content.exemplars.compactMap { exemplar -> HTML? in
      guard let entry = content.legend.entries.first(where: { $0.value == exemplar.unit }),
        let place = exemplar.places.first
      else { return nil }
      let cells = exemplar.spectrum.map { value -> HTML in
        "<td class=\"n\">\(value.map { Figures.digits($0) } ?? "–")</td>"
      }
      return """
        <tr class="u\(entry.value)" data-unit="\(entry.value)"><th scope="row">\
        <span class="swatch"></span> \(entry.name)</th><td class="n">\(place.column)</td>\
        <td class="n">\(place.row)</td>\(cells)</tr>

        """
    }
    return table(
      "Table of the exemplars' spectra",
      head: """
        <th scope="col">unit</th><th scope="col" class="n">column</th>\
        <th scope="col" class="n">row</th>\(head)
        """, rows: rows)
  }
}

import Foundation
import Rasters

/// What went in, with which parameters, and how to do it again.
extension ReportPage {
  var parametersSection: HTML {
    parameters(content.parameters, notes: content.notes, more: bandTable)
  }

  private var bandTable: HTML {
    let hasPlace = content.bands.contains { $0.wavelength != nil }
    let rows = content.bands.map { band -> HTML in
      let wavelength = band.wavelength.map { Figures.digits($0, 4) } ?? "–"
      let place: HTML = hasPlace ? "<td class=\"n\">\(wavelength)</td>" : .none
      return """
        <tr><th scope="row">\(band.name)</th><td>\(band.label)</td>\(place)\
        <td>\(band.quantity.replacingDashes)</td></tr>

        """
    }
    let place: HTML = hasPlace ? "<th scope=\"col\" class=\"n\">wavelength, µm</th>" : .none
    return "<h3>Bands</h3>"
      + table(
        "Bands",
        head: """
          <th scope="col">band</th><th scope="col">label</th>\(place)<th scope="col">quantity</th>
          """, rows: rows)
  }

  var reproduceSection: HTML {
    let inputs = content.inputs.map { input -> HTML in
      """
      <tr><th scope="row">\(input.name)</th><td class="n">\(Figures.grouped(input.bytes))</td>\
      <td><code class="sum">\(input.sha256 ?? "–")</code></td></tr>

      """
    }
    let table = table(
      "Input files",
      head: """
        <th scope="col">file</th><th scope="col" class="n">bytes</th><th scope="col">SHA-256</th>
        """, rows: inputs)
    return section(
      "reproduce", "Make this map again",
      """
      \(command(content.command))
      <p class="small">With the same version on one kind of processor every byte of the map comes \
      out the same, for any number of threads.</p>
      <details><summary>Input files</summary>
      \(table)</details>
      """)
  }

  /// Links to what lies beside the page.
  var filesSection: HTML {
    guard !content.files.isEmpty else { return .none }
    return section(
      "files", "Files", fileList(content.files.map { .init($0.name, $0.meaning) }))
  }
}

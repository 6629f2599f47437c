package import Foundation
import Rasters

/// One self-contained page about a map: nothing is fetched, neither from the
/// network nor from beside it; it reads without scripts and prints.
package struct ReportPage: PagePieces {
  let content: ReportContent

  package init(_ content: ReportContent) { self.content = content }

  package func data() throws -> Data { Data(try html().source.utf8) }

  func html() throws -> HTML {
    page(
      content.title, images: "data: blob:", style: colours,
      skip: "<a class=\"skip\" href=\"#map\">Skip to the map</a>",
      head: header(content.title, content.subtitle, choice: content.choice, content.facts),
      main: "\(mapSection)\n\(sections)", foot: footer(content.credit, versions: content.versions),
      scripts: """
        <script type="application/json" id="facts">\(try island.scriptText())</script>
        <script type="application/json" id="\(HTML(stringLiteral: PageRecord.id))">\
        \(try PageRecord.text(content))</script>
        <script>\(PageScript.source)</script>
        """)
  }

  private var sections: [HTML] {
    [
      unitsSection, exemplarsSection, treeSection,
      "<div class=\"pair\">\(spectraSection)\(codesSection)</div>",
      separabilitySection, curvesSection,
      pixelsSection, patchSection, qualitySection,
      scoreSection, parametersSection, reproduceSection, filesSection,
    ]
  }

  /// A class for the colour of every unit.
  private var colours: HTML {
    HTML(text: content.legend.entries.map { ".u\($0.value){--c:\($0.colour.hex)}" }.joined())
  }

  /// What the script needs to know; the units are in the map's own palette.
  private var island: JSONValue {
    let grid = content.map.grid
    let units = content.legend.entries.map { entry -> JSONValue in
      [
        "value": .integer(entry.value), "name": .text(PlainText.shown(entry.name)),
        "colour": .text(entry.colour.hex), "pixels": .integer(entry.pixelCount),
      ]
    }
    return [
      "units": .list(units), "width": .integer(grid.width), "height": .integer(grid.height),
      "transform": grid.transform.map { .list($0.coefficients.map(JSONValue.number)) } ?? .null,
      "reference": .text(grid.reference.code ?? grid.reference.name),
      "geographic": .bool(
        grid.reference.isGeographic && grid.reference.degreesPerUnit == 1),
      "tree": .list(
        (content.tree?.merges ?? []).map { [.integer($0.kept), .integer($0.gone)] }),
    ]
  }
}

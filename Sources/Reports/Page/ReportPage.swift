package import Foundation
import Rasters

/// One self-contained page about a map: nothing is fetched, neither from the
/// network nor from beside it; it reads without scripts and prints.
package struct ReportPage: PagePieces {
  let content: ReportContent

  package init(_ content: ReportContent) { self.content = content }

  package func data() throws -> Data { Data(try html().source.utf8) }

  /// What a browser may do on this page: show what is in it.
  private static let policy =
    "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

  func html() throws -> HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
    <meta name="generator" content="facies">
    <title>\(content.title)</title>
    <style>\(PageStyle.sheet)\(colours)</style>
    </head>
    <body>
    <a class="skip" href="#map">Skip to the map</a>
    \(header)
    <main>
    \(mapSection)
    \(sections)
    </main>
    \(footer)
    <script type="application/json" id="facts">\(try island.scriptText())</script>
    <script type="application/json" id="\(HTML(stringLiteral: PageRecord.id))">\(try PageRecord.text(content))</script>
    <script>\(PageScript.source)</script>
    </body>
    </html>

    """
  }

  private var sections: [HTML] {
    [
      unitsSection, treeSection, "<div class=\"pair\">\(spectraSection)\(codesSection)</div>",
      curvesSection,
      pixelsSection, qualitySection,
      scoreSection, parametersSection, reproduceSection, filesSection,
    ]
  }

  private var header: HTML {
    """
    <header>
    <h1>\(content.title)</h1>
    <p class="lead">\(content.subtitle)</p>
    \(facts(content.facts, style: "facts"))
    </header>
    """
  }

  private var footer: HTML {
    let versions = content.versions.map { "\($0.name) \($0.value)" }.joined(separator: " · ")
    return """
      <footer><p>\(content.credit)</p><p class="small">\(versions)</p></footer>
      """
  }

  /// A class for the colour of every unit.
  private var colours: HTML {
    let rules = content.legend.entries.map { ".u\($0.value){--c:\($0.colour.hex)}" }
    return HTML(text: rules.joined())
  }

  /// What the script needs to know; the units are in the map's own palette.
  private var island: JSONValue {
    let grid = content.map.grid
    let units = content.legend.entries.map { entry -> JSONValue in
      [
        "value": .integer(entry.value), "name": .text(HTMLText.shown(entry.name)),
        "colour": .text(entry.colour.hex), "pixels": .integer(entry.pixelCount),
      ]
    }
    return [
      "units": .list(units), "width": .integer(grid.width), "height": .integer(grid.height),
      "transform": grid.transform.map { .list($0.coefficients.map(JSONValue.number)) } ?? .null,
      "reference": .text(grid.reference.code ?? grid.reference.name),
      "geographic": .bool(grid.reference.isGeographic),
      "tree": .list(
        (content.tree?.merges ?? []).map { [.integer($0.kept), .integer($0.gone)] }),
    ]
  }
}

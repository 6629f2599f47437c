import Foundation
import FoundationXML
import Rasters
import Testing

@testable import Cartography
@testable import Reports

@Suite struct PageTests {
  @Test func interpolatedTextIsEscaped() {
    let name = "<i>\"'&"
    #expect(
      ("<b title=\"\(name)\">\(name)\(7)</b>" as HTML).source
        == "<b title=\"&lt;i&gt;&quot;&#39;&amp;\">&lt;i&gt;&quot;&#39;&amp;7</b>")
  }

  @Test(arguments: HostilePage.texts)
  func noNameBecomesMarkup(_ text: String) throws {
    let page = try ReportPage(HostilePage.content(text)).html().source
    let own = try ReportPage(HostilePage.content("plain")).html().source
    for tag in ["<script", "<b>", "<!--", "</style", "</script"] {
      #expect(
        page.components(separatedBy: tag).count == own.components(separatedBy: tag).count,
        "\(tag) in \(text)")
    }
    let island = try #require(page.range(of: "id=\"facts\">"))
    let markup = page[..<island.lowerBound]
    #expect(!markup.contains("\" onload=") && !markup.contains("' onload="))
    #expect(!page.contains("\u{202e}") && !page.contains("\u{0}"))
  }

  /// Nothing is loaded from anywhere; links lead to files beside the page.
  @Test func pageFetchesNothing() throws {
    let page = try ReportPage(HostilePage.content("plain")).html().source
    for attribute in ["src=\"", "href=\"", "url(", "@import", "action=\""] {
      for piece in page.components(separatedBy: attribute).dropFirst() {
        #expect(
          ["data:", "#", "plain"].contains { piece.hasPrefix($0) },
          "\(attribute)\(piece.prefix(40))")
      }
    }
    #expect(!page.contains("http:") && !page.contains("https:"))
    #expect(page.contains("Content-Security-Policy"))
  }

  @Test func drawingsAreWellFormed() throws {
    let page = try ReportPage(HostilePage.content()).html().source
    let drawings = page.components(separatedBy: "<svg").dropFirst()
    #expect(drawings.count == 3)
    for drawing in drawings {
      let end = try #require(drawing.range(of: "</svg>"))
      #expect(throws: Never.self) {
        try XMLDocument(xmlString: "<svg" + drawing[..<end.upperBound])
      }
    }
  }

  @Test func factsForTheScriptAreJSON() throws {
    let page = try ReportPage(HostilePage.content()).html().source
    let start = try #require(page.range(of: "id=\"facts\">"))
    let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
    let text = String(page[start.upperBound..<end.lowerBound])
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let units = try #require(object?["units"] as? [[String: Any]])
    #expect(units.map { $0["name"] as? String } == HostilePage.texts.map({ PlainText.shown($0) }))
  }

  /// A page can be made again from itself: chips are taken from its markup.
  @Test func exemplarsSurviveTheRecord() throws {
    var content = try HostilePage.content()
    let data = try ReportPage(content).data()
    var again = try #require(PageRecord.content(of: data))
    let chips = again.exemplars.compactMap { $0.places[0].chip }
    #expect(chips.map(\.jpeg) == content.exemplars.compactMap { $0.places[0].chip?.jpeg })
    #expect(chips.allSatisfy { $0.width == 48 && $0.height == 32 && $0.x == 0.5 && $0.y == 0.25 })
    again.map = content.map
    #expect(try ReportPage(again).data() == data)
    content.exemplars = []
    let bare = try ReportPage(content).html().source
    #expect(!bare.contains("id=\"exemplars\"") && !bare.contains("class=\"chip\""))
  }

  @Test func sameContentSameBytes() throws {
    #expect(
      try ReportPage(HostilePage.content()).data() == ReportPage(HostilePage.content()).data())
  }

  @Test func aBareMapHasAPage() throws {
    let grid = Grid(width: 1, height: 1)
    let png = try IndexedPNG.data(width: 1, height: 1, indices: [0], colours: [])
    let page = ReportPage(
      ReportContent(
        title: "", subtitle: "", credit: "", legend: Legend(entries: []),
        map: .init(png: png, width: 1, height: 1, grid: grid), command: ""))
    #expect(try page.html().source.contains("</html>"))
  }

  @Test func picturesHoldIndicesAndOpacities() throws {
    let png = try IndexedPNG.data(
      width: 2, height: 1, indices: [1, 9], colours: [RGB(0, 0, 0), RGB(1, 2, 3)])
    #expect(png.prefix(4) == Data([0x89, 0x50, 0x4e, 0x47]))
    #expect(png.range(of: Data([0x74, 0x52, 0x4e, 0x53, 0, 255])) != nil)
    #expect(png.range(of: Data([0x50, 0x4c, 0x54, 0x45, 0, 0, 0, 1, 2, 3])) != nil)
  }
}

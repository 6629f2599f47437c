import Foundation
import FoundationXML
import Rasters
import Testing

@testable import Cartography

@Suite struct SidecarTests {
  static let names: [(name: String, escaped: String)] = [
    ("a \"<&>' b", "a &quot;&lt;&amp;&gt;&apos; b"),
    ("two\nlines\tand \u{0}nul", "two lines and nul"),
    ("🏔️ snow", "🏔️ snow"), ("\u{202e}turned\u{fffe}", "turned"), ("", ""), ("]]>", "]]&gt;"),
  ]

  static let legend = Legend(
    entries: names.enumerated().map { index, sample in
      LegendEntry(
        value: index == 5 ? 9 : index + 1, name: sample.name, colour: RGB(10, 20, UInt8(index)),
        pixelCount: 100 * index, hectares: 9.25 * Double(index))
    })

  @Test(arguments: names)
  func namesAreEscaped(name: String, escaped: String) {
    #expect(MarkupText.xml(name) == escaped)
    #expect(QMLStyle.text(Self.legend).contains("label=\"\(escaped)\" alpha=\"255\"/>"))
    #expect(SLDStyle.text(Self.legend, name: name).contains("<Name>\(escaped)</Name>"))
    #expect(AuxiliaryXML.text(Self.legend).contains("<Category>\(escaped)</Category>"))
  }

  @Test func qmlIsWhatQGISReads() throws {
    let text = QMLStyle.text(Self.legend)
    let document = try XMLDocument(xmlString: text)
    let renderer = try #require(
      try document.nodes(forXPath: "/qgis/pipe/rasterrenderer").first as? XMLElement)
    #expect(renderer.attribute(forName: "type")?.stringValue == "paletted")
    let entries = try document.nodes(forXPath: "//colorPalette/paletteEntry")
    #expect(entries.count == 6)
    let last = try #require(entries.last as? XMLElement)
    #expect(last.attribute(forName: "value")?.stringValue == "9")
    #expect(last.attribute(forName: "color")?.stringValue == "#0a1405")
    #expect(last.attribute(forName: "label")?.stringValue == "]]>")
  }

  @Test func sldIsWellFormed() throws {
    let document = try XMLDocument(xmlString: SLDStyle.text(Self.legend, name: "a <map>"))
    #expect(document.rootElement()?.name == "StyledLayerDescriptor")
  }

  /// GDAL itself reads the names and the table.
  @Test(.enabled(if: run("gdalinfo", ["--version"]) != nil, "gdal-bin is not installed"))
  func gdalReadsTheAuxiliaryFile() throws {
    let folder = try TemporaryFolder()
    let raster = folder.path + "/labels.tif"
    try #require(
      Self.run(
        "gdal_create",
        ["-of", "GTiff", "-outsize", "4", "3", "-bands", "1", "-ot", "UInt16", raster]) != nil)
    try Data(AuxiliaryXML.text(Self.legend).utf8).write(
      to: URL(fileURLWithPath: raster + ".aux.xml"))
    let info = try #require(Self.run("gdalinfo", [raster]))
    #expect(info.contains("0: no data\n"))
    #expect(info.contains("1: a \"<&>' b\n"))
    #expect(info.contains("3: 🏔️ snow\n"))
    #expect(info.contains("9: ]]>\n"))
    #expect(info.contains("<GDALRasterAttributeTable tableType=\"thematic\">"))
    let table = String(info.filter { !$0.isWhitespace })
    for (name, type, usage) in [
      ("Value", 0, 5), ("Count", 0, 1), ("Class_Name", 2, 2), ("Red", 0, 6), ("Green", 0, 7),
      ("Blue", 0, 8), ("Alpha", 0, 9), ("Area_ha", 1, 0),
    ] {
      #expect(table.contains("<Name>\(name)</Name><Type>\(type)</Type><Usage>\(usage)</Usage>"))
    }
    #expect(info.contains("<F>46.25</F>"))
    #expect(info.contains("<Row index=\"5\">"))
  }

  @Test func areasAreLeftOutWhereUnknown() {
    let legend = Legend(entries: [LegendEntry(value: 1, name: "x", colour: RGB(1, 2, 3))])
    #expect(!AuxiliaryXML.text(legend).contains("Area_ha"))
  }

  @Test func countsBeyondGDALsIntegersAreReal() {
    let legend = Legend(entries: [
      LegendEntry(value: 1, name: "x", colour: RGB(1, 2, 3), pixelCount: 3_000_000_000)
    ])
    #expect(
      AuxiliaryXML.text(legend).contains(
        "<Name>Count</Name>\n        <Type typeAsString=\"Real\">1</Type>"))
  }

  /// What a program prints; nil if it fails.
  private static func run(_ program: String, _ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(data: data, encoding: .utf8) : nil
  }
}

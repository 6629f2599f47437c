import Foundation
import Rasters
import Testing

@testable import Cartography

@Suite struct LayoutTests {
  static let sizes = [
    (1, 1), (3, 2), (2, 300), (100, 5), (5, 100), (1000, 1000), (4000, 200), (200, 4000),
    (7600, 7700), (100_000, 10), (10, 100_000), (65_535, 1),
  ]
  static let units = [0, 1, 7, 12, 40, 150]
  static let layouts = [
    Style.Layout(), Style.Layout(width: 200, dotsPerInch: 72, fontSize: 10),
    Style.Layout(width: 600, dotsPerInch: 96, fontSize: 22.5),
    Style.Layout(width: 30_000, dotsPerInch: 300, fontSize: 12),
    Style.Layout(width: 5000, dotsPerInch: 72, fontSize: 4),
    Style.Layout(width: 10, dotsPerInch: 9999, fontSize: 900),
  ]

  static func grids(_ width: Int, _ height: Int) -> [Grid] {
    let rotated = GeoTransform(
      originX: 0, columnX: 20, rowX: 9, originY: 0, columnY: 9, rowY: -20)
    let southUp = GeoTransform(
      originX: 5e5, columnX: 30, rowX: 0, originY: 2e6, columnY: 0, rowY: 30)
    let degrees = GeoTransform(left: 170, top: 80, pixelWidth: 1e-4, pixelHeight: 1e-4)
    let absurd = GeoTransform(left: 1e300, top: -1e300, pixelWidth: 1e-300, pixelHeight: 1e300)
    return [
      Sample.grid(width, height), Grid(width: width, height: height),
      Grid(width: width, height: height, transform: rotated, reference: Sample.utm),
      Grid(width: width, height: height, transform: southUp, reference: Sample.utm),
      Grid(width: width, height: height, transform: degrees, reference: Sample.degrees),
      Grid(width: width, height: height, transform: absurd, reference: Sample.utm),
    ]
  }

  /// Nothing overlaps and all is on the sheet, for every shape of map, number
  /// of units and size of text.
  @Test(arguments: sizes, layouts)
  func nothingOverlaps(size: (Int, Int), layout: Style.Layout) throws {
    let measure = CachedMeasure(try CairoText(font: layout.font))
    for grid in Self.grids(size.0, size.1) {
      for count in Self.units {
        let composer = SheetComposer(
          grid: grid, legend: Sample.legend(count, grid: grid), style: Style(layout: layout),
          measure: measure)
        check(
          composer.layout(
            title: "Surface units of the Deccan escarpment", subtitle: "\(count) units",
            credit: "Landsat 8 courtesy of the U.S. Geological Survey. Map made with facies."),
          "\(size) \(layout) \(count) \(grid)")
      }
    }
  }

  /// Plain comparisons: there are millions.
  private func check(_ sheet: SheetLayout, _ what: @autoclosure () -> String) {
    let paper = SheetRect(x: 0, y: 0, width: Double(sheet.width), height: Double(sheet.height))
    apart(sheet.occupied, inside: paper, what())
    guard let legend = sheet.legend else { return }
    let parts = legend.rows.flatMap { [$0.box] + $0.texts.map(\.rect) }
    apart(
      (legend.header.map(\.rect) + parts).map { ("part of legend", $0) }, inside: legend.rect,
      what())
  }

  /// Compares each rectangle with the thirty that follow it.
  private func apart(
    _ all: [(name: String, rect: SheetRect)], inside whole: SheetRect,
    _ what: @autoclosure () -> String
  ) {
    for (index, one) in all.enumerated() {
      if !whole.contains(one.rect) {
        Issue.record("\(one.name) \(one.rect) is not inside \(whole): \(what())")
      }
      for other in all[(index + 1)...].prefix(30) where one.rect.overlaps(other.rect) {
        Issue.record("\(one.name) \(one.rect) overlaps \(other.name) \(other.rect): \(what())")
      }
    }
  }

  static let names = [
    String(repeating: "W", count: 4000), "a\nb\u{0}c\u{202e}d", "🏔️ snow", "", " ",
    "Weathered basalt with red boles and a name that goes on and on and on",
  ]

  @Test(arguments: names)
  func awkwardNamesStayInTheirPlace(name: String) throws {
    let grid = Sample.grid(500, 400)
    var legend = Sample.legend(5, grid: grid)
    for index in legend.entries.indices { legend.entries[index].name = name }
    for layout in Self.layouts {
      let composer = SheetComposer(
        grid: grid, legend: legend, style: Style(layout: layout),
        measure: try CairoText(font: layout.font))
      check(composer.layout(title: name, subtitle: name, credit: name), "\(layout)")
    }
  }

  @Test func hugeAreasStayInTheirPlace() throws {
    var legend = Sample.legend(3, grid: Sample.grid(50, 40))
    for index in legend.entries.indices {
      legend.entries[index].hectares = [1e300, .infinity, -5][index]
      legend.entries[index].pixelCount = Int.max / 8
    }
    let composer = SheetComposer(
      grid: Sample.grid(50, 40), legend: legend, style: .standard,
      measure: try CairoText(font: "DejaVu Sans"))
    check(composer.layout(title: "", subtitle: "", credit: ""), "huge areas")
  }

  /// Clockwise from the top, in degrees.
  @Test(arguments: [
    (GeoTransform(left: 0, top: 0, pixelWidth: 30, pixelHeight: 30), 0.0),
    (
      GeoTransform(originX: 0, columnX: 30, rowX: 0, originY: 0, columnY: 0, rowY: 30), 180.0
    ),
    (
      GeoTransform(originX: 0, columnX: 0, rowX: 30, originY: 0, columnY: 30, rowY: 0), 90.0
    ),
    (
      GeoTransform(originX: 0, columnX: 10, rowX: 10, originY: 0, columnY: 10, rowY: -10), 45.0
    ),
  ])
  func northPointsNorth(transform: GeoTransform, degrees: Double) throws {
    let angle = try #require(NorthArrowLayout.angle(of: transform, scaleX: 1, scaleY: 1))
    let turns = (angle * 180 / .pi - degrees) / 360
    #expect(abs(turns - turns.rounded()) < 1e-9)
  }

  @Test func furnitureIsOmittedWithoutGeoreference() throws {
    let sheet = try layout(of: Grid(width: 60, height: 40))
    #expect(sheet.northArrow == nil && sheet.scaleBar == nil && sheet.ticks.isEmpty)
    #expect(sheet.noScale?.text == "no scale")
    #expect(sheet.reference.isEmpty)
  }

  /// Ground without a unit has the name that the sheet is given.
  @Test(arguments: ["no data", "no data or masked"])
  func groundWithoutAUnitIsNamed(_ words: String) throws {
    let grid = Sample.grid(60, 40)
    var legend = Sample.legend(4, grid: grid)
    legend.entries[0].pixelCount = 0
    let sheet = try MapSheet(
      map: SyntheticMap(grid: grid, units: 4), legend: legend, unmapped: words, title: "Map"
    ).layout()
    let texts = try #require(sheet.legend).rows.flatMap { $0.texts.map(\.text) }
    #expect(texts.contains(words), "\(texts)")
  }

  @Test func rotatedGridsHaveAnArrowAndNoTicks() throws {
    let sheet = try layout(of: SampleSheets.rotated)
    #expect(sheet.ticks.isEmpty)
    #expect(sheet.northArrow != nil && sheet.scaleBar != nil)
  }

  /// 600 pixels of 30 m: 18 km.
  @Test func barsAreOfRoundLength() throws {
    let sheet = try layout(of: Sample.grid(600, 400))
    let bar = try #require(sheet.scaleBar)
    let metres = bar.bar.width * 18_000 / sheet.map.width
    #expect([1000, 2000, 5000].contains { abs($0 - metres) < 1 })
    #expect(bar.labels.last?.text.hasSuffix("km") == true)
  }

  @Test func southUpCoordinatesGrowDownwards() throws {
    let ticks = try layout(of: SampleSheets.southUp).ticks.filter { $0.edge == .left }
    #expect(ticks.first?.label.text == "1\u{2009}905\u{2009}000")
    #expect(ticks.map(\.position) == ticks.map(\.position).sorted())
  }

  @Test(arguments: [
    (1234.0, 0, "1234"), (12_345, 0, "12\u{2009}345"),
    (-1_234_567.5, 1, "\u{2212}1\u{2009}234\u{2009}567.5"),
    (-0.001, 1, "0.0"), (0, 0, "0"),
  ])
  func numbersAreGrouped(value: Double, decimals: Int, text: String) {
    #expect(Numbers.grouped(value, decimals: decimals) == text)
  }

  private func layout(of grid: Grid) throws -> SheetLayout {
    try MapSheet(
      map: SyntheticMap(grid: grid, units: 4), legend: Sample.legend(4, grid: grid), title: "Map"
    ).layout()
  }
}

/// Remembers widths, of which the tables of these tests ask the same again
/// and again.
final class CachedMeasure: TextMeasure {
  private struct Key: Hashable {
    var text: String
    var size: Double
    var isBold: Bool
  }

  private let measure: CairoText
  private var known: [Key: Double] = [:]

  init(_ measure: CairoText) {
    self.measure = measure
  }

  func width(_ text: String, size: Double, isBold: Bool) -> Double {
    let key = Key(text: text, size: size, isBold: isBold)
    if let width = known[key] { return width }
    let width = measure.width(text, size: size, isBold: isBold)
    known[key] = width
    return width
  }
}

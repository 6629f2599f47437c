import Foundation
import Rasters
import Testing

@testable import Cartography

/// Sheets to be looked at: they are kept in the folder FACIES_SHEETS names.
@Suite struct SampleSheets {
  static let folder = ProcessInfo.processInfo.environment["FACIES_SHEETS"]

  struct Case: CustomTestStringConvertible {
    var name: String
    var grid: Grid
    var units: Int
    var style = Style.standard
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "square", grid: Sample.grid(1400, 1300), units: 9),
    Case(name: "scene", grid: Sample.grid(7600, 7700), units: 12),
    Case(name: "wide", grid: Sample.grid(4000, 200), units: 7),
    Case(name: "tall", grid: Sample.grid(200, 4000), units: 7),
    Case(name: "landscape", grid: Sample.grid(900, 500), units: 12),
    Case(name: "many", grid: Sample.grid(1000, 1000), units: 40),
    Case(name: "hundreds", grid: Sample.grid(1000, 700), units: 300),
    Case(name: "one", grid: Sample.grid(1, 1), units: 1),
    Case(name: "six", grid: Sample.grid(3, 2), units: 4),
    Case(name: "bare", grid: Grid(width: 640, height: 480), units: 6),
    Case(name: "rotated", grid: rotated, units: 6),
    Case(name: "southup", grid: southUp, units: 5),
    Case(name: "degrees", grid: geographic, units: 8),
    Case(
      name: "lithology", grid: Sample.grid(1200, 1100), units: 14,
      style: Style(palette: .lithology, backdrop: .hillshade, opacity: 0.9)),
    Case(
      name: "greys", grid: Sample.grid(500, 420), units: 6, style: Style(palette: .greys)),
    Case(
      name: "small", grid: Sample.grid(300, 260), units: 6,
      style: Style(layout: Style.Layout(width: 600, dotsPerInch: 96, fontSize: 8))),
  ]

  static let rotated = Grid(
    width: 800, height: 700,
    transform: GeoTransform(
      originX: 500_000, columnX: 26, rowX: 15, originY: 1_900_000, columnY: 15, rowY: -26),
    reference: Sample.utm)
  static let southUp = Grid(
    width: 800, height: 700,
    transform: GeoTransform(
      originX: 500_000, columnX: 30, rowX: 0, originY: 1_900_000, columnY: 0, rowY: 30),
    reference: Sample.utm)
  static let geographic = Grid(
    width: 1440, height: 900,
    transform: GeoTransform(left: -74.31, top: -38.2, pixelWidth: 0.0008, pixelHeight: 0.0008),
    reference: Sample.degrees)

  @Test(.enabled(if: folder != nil), arguments: cases)
  func kept(_ sample: Case) throws {
    let folder = try #require(SampleSheets.folder)
    let sheet = MapSheet(
      map: SyntheticMap(grid: sample.grid, units: sample.units),
      legend: Sample.legend(sample.units, grid: sample.grid, palette: sample.style.palette),
      style: sample.style, title: "Surface units of the Deccan escarpment",
      subtitle: "\(sample.units) units from a Landsat 8 scene of 12 February 2020",
      credit: "Landsat 8 courtesy of the U.S. Geological Survey. Map made with facies.",
      backdrop: SyntheticRelief())
    try sheet.write(to: folder + "/\(sample.name).png")
  }
}

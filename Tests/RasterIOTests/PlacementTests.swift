import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Where a window of a grid lies in another raster.
@Suite struct PlacementTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The other raster: size, offset of its corner in metres, pixel.
    var size: (Int, Int)
    var offset: (Double, Double) = (0, 0)
    var pixel = 10.0
    var window = Window(column: 0, row: 0, width: 100, height: 80)
    var source: [Double]?
    var target: Window
    var isWhole: Bool
    var isExact: Bool
  }

  /// The frame has 100x80 pixels of 10 m.
  static let cases: [Case] = [
    Case(
      testDescription: "same grid", size: (100, 80), source: [0, 0, 100, 80],
      target: Window(column: 0, row: 0, width: 100, height: 80), isWhole: true, isExact: true),
    Case(
      testDescription: "begins 5 columns and 7 rows before", size: (200, 200),
      offset: (-50, 70), source: [5, 7, 100, 80],
      target: Window(column: 0, row: 0, width: 100, height: 80), isWhole: true, isExact: true),
    Case(
      testDescription: "begins inside, ends inside", size: (20, 10), offset: (300, -400),
      source: [0, 0, 20, 10], target: Window(column: 30, row: 40, width: 20, height: 10),
      isWhole: false, isExact: true),
    Case(
      testDescription: "20 m", size: (50, 40), pixel: 20, source: [0, 0, 50, 40],
      target: Window(column: 0, row: 0, width: 100, height: 80), isWhole: true, isExact: false),
    Case(
      testDescription: "20 m, a window that begins inside a pixel", size: (50, 40), pixel: 20,
      window: Window(column: 3, row: 5, width: 7, height: 9), source: [1.5, 2.5, 3.5, 4.5],
      target: Window(column: 0, row: 0, width: 7, height: 9), isWhole: true, isExact: false),
    Case(
      testDescription: "60 m, a little short of the frame", size: (16, 13), pixel: 60,
      source: [0, 0, 16, 13], target: Window(column: 0, row: 0, width: 96, height: 78),
      isWhole: false, isExact: false),
    Case(
      testDescription: "60 m, a little beyond the frame", size: (17, 14), pixel: 60,
      source: [0, 0, 100.0 / 6, 80.0 / 6],
      target: Window(column: 0, row: 0, width: 100, height: 80), isWhole: true, isExact: false),
    Case(
      testDescription: "shifted by half a pixel", size: (100, 80), offset: (5, -5),
      source: [0, 0, 99.5, 79.5],
      target: Window(column: 0, row: 0, width: 100, height: 80), isWhole: true, isExact: false),
    Case(
      testDescription: "touches at an edge only", size: (100, 80), offset: (1000, 0),
      source: nil, target: Window(column: 0, row: 0, width: 0, height: 80), isWhole: false,
      isExact: true),
    Case(
      testDescription: "far away and coarser", size: (10, 10), offset: (90_000, 0), pixel: 60,
      source: nil, target: Window(column: 100, row: 0, width: 0, height: 0), isWhole: false,
      isExact: false),
  ]

  @Test(arguments: cases) func placesWindows(_ c: Case) throws {
    let frame = try RasterFixture.utm(100, 80, pixel: 10)
    let other = try RasterFixture.utm(
      c.size.0, c.size.1, left: 500_000 + c.offset.0, top: 6_500_000 + c.offset.1,
      pixel: c.pixel)
    let place = Placement(of: c.window, frame: frame, in: other)
    #expect(place.isExact == c.isExact)
    #expect(place.isWhole == c.isWhole)
    guard let wanted = c.source else {
      #expect(place.source == nil)
      #expect(place.target.isEmpty)
      return
    }
    let source = try #require(place.source)
    #expect(place.target == c.target)
    for (found, wanted) in zip([source.column, source.row, source.width, source.height], wanted) {
      #expect(abs(found - wanted) < 1e-6, "\(source)")
    }
  }

  @Test func unplacedGridsCoincide() {
    let frame = Grid(width: 10, height: 10)
    let window = Window(column: 2, row: 3, width: 4, height: 5)
    let place = Placement(of: window, frame: frame, in: frame)
    #expect(place.source == .init(window))
    #expect(place.isExact && place.isWhole)
  }

  /// Whatever the pixels, the source never leaves the other raster.
  @Test(arguments: [7.0, 10, 15, 20, 30, 60, 61.3])
  func sourcesStayInside(_ pixel: Double) throws {
    let frame = try RasterFixture.utm(100, 80, pixel: 10)
    for (left, top) in [(-37.0, 12.0), (0, 0), (123.4, -77.7), (-900, 700), (990, -790)] {
      let other = try RasterFixture.utm(
        19, 11, left: 500_000 + left, top: 6_500_000 + top, pixel: pixel)
      let place = Placement(of: frame.extent, frame: frame, in: other)
      guard let source = place.source else { continue }
      #expect(source.column >= 0 && source.column + source.width <= 19 + 1e-9)
      #expect(source.row >= 0 && source.row + source.height <= 11 + 1e-9)
      #expect(source.width > 0 && source.height > 0)
      #expect(frame.extent.contains(place.target))
    }
  }
}

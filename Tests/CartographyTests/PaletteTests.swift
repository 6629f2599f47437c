import Rasters
import Testing

@testable import Cartography

@Suite struct PaletteTests {
  static let all: [Palette] = [
    .ground, .colourBlindSafe, .lithology, .greys,
    .explicit([RGB(0x1f, 0x78, 0xb4), RGB(0xb2, 0xdf, 0x8a)]),
  ]

  /// The bounds that `ColourBlindSafe` states, in CIE 1976 units.
  @Test(arguments: ColourVision.allCases, [(count: 12, bound: 20.0), (count: 24, bound: 11.0)])
  func coloursStayApart(vision: ColourVision, sample: (count: Int, bound: Double)) {
    let colours = Palette.colourBlindSafe.colours(sample.count)
    for (index, one) in colours.enumerated() {
      for other in colours[(index + 1)...] {
        #expect(
          vision.distance(one, other) >= sample.bound, "\(one.hex) and \(other.hex), \(vision)")
      }
    }
  }

  @Test(arguments: [Palette.colourBlindSafe, .lithology])
  func neighboursContrast(palette: Palette) {
    let colours = palette.colours(24)
    for (one, next) in zip(colours, colours.dropFirst()) {
      #expect(ColourVision.normal.distance(one, next) >= 24, "\(one.hex) and \(next.hex)")
    }
  }

  @Test(arguments: all, [0, 1, 2, 3, 12, 24, 25, 300])
  func givesAsManyAsAsked(palette: Palette, count: Int) {
    #expect(palette.colours(count).count == count)
    #expect(palette.colours(count) == palette.colours(count))
  }

  /// Past the list, with normal vision.
  @Test(
    arguments: [Palette.colourBlindSafe, .lithology],
    [(count: 40, bound: 9.0), (count: 96, bound: 5.0)])
  func manyUnitsStayApart(palette: Palette, sample: (count: Int, bound: Double)) {
    let colours = palette.colours(sample.count)
    for (index, one) in colours.enumerated() {
      for other in colours[(index + 1)...] {
        #expect(ColourVision.normal.distance(one, other) >= sample.bound)
      }
    }
  }

  @Test(arguments: [Palette.colourBlindSafe, .lithology, .explicit([RGB(200, 30, 30)])])
  func allUnitsThereCanBeDiffer(palette: Palette) {
    let colours = palette.colours(65_535)
    #expect(Set(colours).count == 65_535)
    #expect(Array(colours.prefix(100)) == palette.colours(100))
  }

  @Test func negativeCountsGiveNothing() {
    for palette in Self.all { #expect(palette.colours(-1).isEmpty) }
  }

  @Test func anEmptyListIsTheDefault() {
    #expect(Palette.explicit([]).colours(3) == Palette.colourBlindSafe.colours(3))
  }

  @Test func greysAreGreyAndNeighboursFar() {
    let colours = Palette.greys.colours(8)
    #expect(Set(colours).count == 8)
    for colour in colours { #expect(colour.red == colour.green && colour.green == colour.blue) }
    for (one, next) in zip(colours, colours.dropFirst()) {
      #expect(ColourVision.normal.distance(one, next) > 25)
    }
  }

  @Test(arguments: Palette.names)
  func namesAreKnown(name: String) {
    #expect(Palette(named: name) != nil)
  }

  /// Reference values of the sRGB primaries in CIELAB under D65.
  @Test(arguments: [
    (RGB(255, 0, 0), [53.24, 80.09, 67.20]), (RGB(0, 255, 0), [87.73, -86.18, 83.18]),
    (RGB(0, 0, 255), [32.30, 79.19, -107.86]), (RGB(255, 255, 255), [100, 0, 0]),
  ])
  func labOfPrimaries(colour: RGB, expected: [Double]) {
    let lab = Lab(colour)
    for (found, wanted) in zip([lab.lightness, lab.a, lab.b], expected) {
      #expect(abs(found - wanted) < 0.02)
    }
    #expect(lab.shown == colour)
  }
}

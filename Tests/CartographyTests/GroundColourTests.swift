import Foundation
import Rasters
import Testing

@testable import Cartography

/// Colours of units from what they are.
@Suite struct GroundColourTests {
  /// Reflectances in blue, green, red, near infrared and at 1.6 and 2.2 micrometres, from the
  /// spectra that textbooks show (Lillesand, Kiefer and Chipman, "Remote Sensing and Image
  /// Interpretation", 7th edition, chapters 1 and 8), with the lightness and the hue (in degrees of
  /// CIELAB; nil for greys) that the ground ought to have.
  struct Ground: Sendable {
    var name: String
    var spectrum: [Double?]
    var lightness: ClosedRange<Double>
    var hue: ClosedRange<Double>?
  }

  static let grounds: [Ground] = [
    .init(
      name: "clear sea", spectrum: [0.03, 0.02, 0.01, 0.005, 0.002, 0.001],
      lightness: 20...50, hue: 255...290),
    .init(
      name: "turbid river", spectrum: [0.06, 0.10, 0.11, 0.06, 0.01, 0.008],
      lightness: 50...80, hue: 225...275),
    .init(
      name: "black water", spectrum: [0.009, 0.018, 0.019, 0.017, 0.01, 0.007],
      lightness: 15...45, hue: 235...290),
    .init(
      name: "dense forest", spectrum: [0.02, 0.04, 0.025, 0.30, 0.13, 0.05],
      lightness: 25...55, hue: 125...165),
    .init(
      name: "dry pasture", spectrum: [0.05, 0.08, 0.09, 0.25, 0.26, 0.15],
      lightness: 45...80, hue: 90...125),
    .init(
      name: "bright sand", spectrum: [0.20, 0.28, 0.36, 0.42, 0.48, 0.44],
      lightness: 75...95, hue: 55...95),
    .init(
      name: "iron-rich soil", spectrum: [0.04, 0.07, 0.17, 0.24, 0.30, 0.24],
      lightness: 35...65, hue: 25...70),
    .init(
      name: "dark lava", spectrum: [0.035, 0.04, 0.042, 0.05, 0.06, 0.058],
      lightness: 14...36, hue: nil),
    .init(
      name: "snow", spectrum: [0.90, 0.90, 0.88, 0.80, 0.10, 0.08],
      lightness: 92...100, hue: nil),
    .init(
      name: "cloud", spectrum: [0.50, 0.50, 0.50, 0.55, 0.40, 0.30],
      lightness: 72...88, hue: nil),
    .init(
      name: "town", spectrum: [0.11, 0.12, 0.13, 0.17, 0.18, 0.16],
      lightness: 35...65, hue: nil),
    .init(
      name: "sea without green", spectrum: [nil, nil, 0.012, 0.006, 0.002, 0.001],
      lightness: 15...50, hue: 235...290),
    .init(
      name: "forest of two bands", spectrum: [nil, nil, 0.03, 0.30, nil, nil],
      lightness: 25...60, hue: 115...165),
  ]

  @Test(arguments: grounds)
  func groundLooksLikeItself(ground: Ground) {
    let lab = GroundColour(GroundSpectrum(ground.spectrum)).lab
    let shown = Lab(lab.shown)
    #expect(ground.lightness.contains(shown.lightness), "\(ground.name): \(shown)")
    guard let hue = ground.hue else {
      return #expect(shown.chroma < 18, "\(ground.name): \(shown)")
    }
    let turned = (shown.hue + 360).truncatingRemainder(dividingBy: 360)
    #expect(hue.contains(turned), "\(ground.name): \(turned) \(lab.shown.hex)")
    #expect(shown.chroma > 12, "\(ground.name): \(shown)")
  }

  // MARK: apart

  /// Mean spectra that lie about the grounds, as those of a map do: without chance.
  static func spectra(_ count: Int, variant: Int) -> [[Double?]] {
    (0..<count).map { unit in
      let ground = grounds[(unit * 5 + variant * 3) % 11].spectrum
      return ground.enumerated().map { band, value in
        let wave = sin(Double(unit * 7 + band * 3 + variant * 11))
        return value.map { $0 * (1 + 0.35 * wave) + 0.01 * Double(unit % 4) }
      }
    }
  }

  static func colours(_ spectra: [[Double?]], names: [String] = []) -> [RGB] {
    GroundPalette.colours(
      spectra.enumerated().map { index, row in
        .init(
          name: names.indices.contains(index) ? names[index] : "Unit \(index + 1)", pixels: 100,
          roles: row, bands: row)
      }, level: .surface)
  }

  /// As far apart as the palette that heeds nothing else: 20 for up to twelve units, 11 for 24.
  @Test(arguments: Array(4...24))
  func coloursStayApart(count: Int) {
    let colours = Self.colours(Self.spectra(count, variant: count % 3))
    let bound = count <= 12 ? 20.0 : 11
    for vision in ColourVision.allCases {
      for (index, one) in colours.enumerated() {
        for other in colours[..<index] {
          #expect(vision.distance(one, other) >= bound, "\(one.hex) \(other.hex) \(vision)")
        }
      }
    }
  }

  /// Eight kinds of plants, which would all be the same green.
  @Test func whatIsAlikeIsApartToo() {
    let plants = (0..<8).map { step -> [Double?] in
      [0.03, 0.05, 0.04, 0.28 + 0.005 * Double(step), 0.14, 0.06]
    }
    #expect(ColourSpacing.areApart(Self.colours(plants)))
    let equal = [[Double?]](repeating: plants[0], count: 6)
    #expect(Set(Self.colours(equal)).count == 6)
  }

  @Test(arguments: [1, 2, 3, 30])
  func anyNumberHasColours(count: Int) {
    let colours = Self.colours(Self.spectra(count, variant: 1))
    #expect(colours.count == count && Set(colours).count == count)
    #expect(colours == Self.colours(Self.spectra(count, variant: 1)))
  }

  @Test func noUnitsHaveNoColours() { #expect(Self.colours([]).isEmpty) }

  // MARK: stable

  /// Another seed moves the mean spectra by a little, and no colour by much.
  @Test func anotherSeedHasTheSameColours() {
    let spectra = Self.spectra(7, variant: 1)
    let moved = spectra.map { row in row.map { $0.map { $0 * 1.005 } } }
    for (one, other) in zip(Self.colours(spectra), Self.colours(moved)) {
      #expect(ColourVision.normal.distance(one, other) < 8, "\(one.hex) \(other.hex)")
    }
  }

  /// A further unit takes its place among the others, which stay what they were.
  @Test func oneUnitMoreLeavesTheOthers() {
    let spectra = Self.grounds.prefix(9).map(\.spectrum)
    let fewer = Self.colours(Array(spectra.dropLast()))
    for (one, other) in zip(fewer, Self.colours(Array(spectra))) {
      #expect(ColourVision.normal.distance(one, other) < 15, "\(one.hex) \(other.hex)")
    }
  }

  // MARK: what is asked for

  @Test(
    arguments: [
      ("forest", "1f6b34"), ("Mixed forests", "1f6b34"), ("Open water", "2f6fb3"),
      ("dune sand", "ecd9a0"), ("Granite", "f08c8c"), ("limestone", "6fb1e0"),
      ("Iron formation", "7c1f2b"), ("Urban areas", "a0979b"), ("beaches", "f3e3b3"),
      ("Unit 3", nil), ("Grundwasser", nil), ("", nil),
    ] as [(String, String?)])
  func namesHaveColours(name: String, hex: String?) {
    #expect(GroundName.colour(name) == hex.flatMap { RGB(hex: $0) })
  }

  /// A name that says what a unit is counts for more than its spectrum.
  @Test func namedUnitsLookLikeTheirNames() throws {
    let sea = Self.grounds[0].spectrum
    let colours = Self.colours([sea, Self.grounds[3].spectrum], names: ["Granite", "Water"])
    let wanted = try [#require(GroundName.colour("granite")), #require(GroundName.colour("water"))]
    for (found, name) in zip(colours, wanted) {
      #expect(ColourVision.normal.distance(found, name) < 12)
    }
  }

  @Test func givenColoursStay() {
    let given = RGB(0x12, 0x34, 0x56)
    let units = Self.spectra(6, variant: 2).enumerated().map { index, row in
      GroundPalette.Unit(
        name: "Unit \(index + 1)", pixels: 10, roles: row, bands: row,
        given: index == 2 ? given : nil)
    }
    let colours = GroundPalette.colours(units, level: .surface)
    #expect(colours[2] == given && ColourSpacing.areApart(colours))
  }

  // MARK: whatever the numbers are

  /// The same ground as numbers that other programs store.
  @Test(arguments: [
    (1e4, 0.0), (1 / 2.75e-5, 0.2 / 2.75e-5),
  ])
  func storedNumbersAreRecognised(factor: Double, offset: Double) {
    let rows = [Self.grounds[1].spectrum, Self.grounds[4].spectrum, Self.grounds[5].spectrum]
    let stored = rows.map { row in row.map { $0.map { $0 * factor + offset } } }
    let found = GroundSpectra.spectra(stored, level: .numbers)
    for (spectrum, row) in zip(found, rows) {
      #expect(abs((spectrum.nir ?? 0) - (row[3] ?? 0)) < 0.01)
    }
  }

  /// Without known bands, units are the lighter the larger their numbers are.
  @Test(arguments: [false, true])
  func unknownBandsAreLightByValue(isHeat: Bool) {
    let units = (0..<5).map { unit in
      GroundPalette.Unit(
        name: "", pixels: 10, roles: [], bands: [280 + Double(unit), 270 + 1.5 * Double(unit)])
    }
    let light = GroundPalette.colours(units, level: .numbers, isHeat: isHeat)
      .map { Lab($0).lightness }
    #expect(light == light.sorted())
  }
}

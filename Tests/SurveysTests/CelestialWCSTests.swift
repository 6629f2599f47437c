import Foundation
import TestSupport
import Testing

@testable import Surveys

/// Places as astropy's WCS has them (Fixtures/make_wcs.py).
struct WCSReference: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var cards: [String]
  var pixels: [[Double]]
  var sky: [[Double]]
  var testDescription: String { name }

  struct File: Decodable { var made, files: [WCSReference] }

  static let all: File = {
    guard
      let url = Bundle.module.url(
        forResource: "wcs", withExtension: "json", subdirectory: "Fixtures"),
      let data = try? Data(contentsOf: url),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return File(made: [], files: []) }
    return file
  }()

  /// Whether the places are the same to a hundredth of a pixel, both ways.
  func check(_ wcs: CelestialWCS) throws {
    for (pixel, sky) in zip(pixels, sky) {
      let wanted = SkyPosition(ra: sky[0], dec: sky[1])
      let found = try #require(wcs.sky(at: ImagePosition(x: pixel[0], y: pixel[1])))
      let turn = (found.ra - wanted.ra + 540).truncatingRemainder(dividingBy: 360) - 180
      #expect(abs(turn) * cos(sky[1] * .pi / 180) < 1e-7, "\(name) at \(pixel)")
      #expect(abs(found.dec - wanted.dec) < 1e-7, "\(name) at \(pixel)")
      let place = try #require(wcs.pixel(at: wanted))
      #expect(
        abs(place.x - pixel[0]) < 0.01 && abs(place.y - pixel[1]) < 0.01, "\(name) at \(pixel)")
    }
  }
}

@Suite struct CelestialWCSTests {
  @Test func referencesAreThere() {
    #expect(WCSReference.all.made.count == 39)
    #expect(WCSReference.all.files.count == 4)
  }

  @Test(arguments: WCSReference.all.made) func agreesWithAstropy(_ reference: WCSReference) throws {
    try reference.check(#require(try CelestialWCS(reference.cards, name: "made")))
  }

  @Test(.enabled(if: OptionalData.has("fits_misc")), arguments: WCSReference.all.files)
  func agreesWithAstropyOnRealImages(_ reference: WCSReference) throws {
    let image = try FITSImage(OptionalData.path(reference.name))
    try reference.check(#require(try CelestialWCS(image.header(), name: reference.name)))
  }

  /// The cards of a window say of its pixels what the image's say of them.
  @Test(arguments: WCSReference.all.made) func windowsStayInPlace(_ reference: WCSReference) throws
  {
    let wcs = try #require(try CelestialWCS(reference.cards, name: "made"))
    let cards = wcs.header.cards(column: 17, row: 5)
    let part = try #require(try CelestialWCS(cards, name: "part"))
    for pixel in reference.pixels {
      let whole = try #require(wcs.sky(at: ImagePosition(x: pixel[0], y: pixel[1])))
      let shifted = try #require(part.sky(at: ImagePosition(x: pixel[0] - 17, y: pixel[1] - 5)))
      #expect(abs(whole.dec - shifted.dec) < 1e-9)
      #expect(abs(whole.ra - shifted.ra) < 1e-7)
    }
  }

  @Test func imagesWithoutSkyHaveNone() throws {
    #expect(try CelestialWCS([], name: "x") == nil)
    let linear = [
      FITSFixture.card("CTYPE1", "'LINEAR'"), FITSFixture.card("CTYPE2", "'LINEAR'"),
    ]
    #expect(try CelestialWCS(linear, name: "x") == nil)
  }

  private static func axes(_ first: String, _ second: String) -> [String] {
    [FITSFixture.card("CTYPE1", "'\(first)'"), FITSFixture.card("CTYPE2", "'\(second)'")]
  }

  /// What is brought to ICRS is said, with the image's own system.
  @Test(
    arguments: [
      ("galactic", "ICRS", "galactic coordinates"), ("ecliptic", "ICRS", "ecliptic coordinates"),
      ("supergalactic", "ICRS", "supergalactic coordinates"), ("FK4", "ICRS", "FK4 B1950"),
      ("EPOCH 1950", "ICRS", "FK4 B1950"), ("FK4-NO-E", "ICRS", "FK4-NO-E B1950"),
      ("FK5 J1975", "ICRS", "FK5 J1975"), ("FK5 J2000", "FK5", nil), ("north up", "ICRS", nil),
    ] as [(String, String, String?)])
  func systemsAreNamed(_ name: String, _ system: String, _ own: String?) throws {
    let reference = try #require(WCSReference.all.made.first { $0.name == name })
    let wcs = try #require(try CelestialWCS(reference.cards, name: "x.fits"))
    #expect(wcs.system == system)
    #expect(
      wcs.notes
        == (own.map { ["positions on 'x.fits' are ICRS, brought from its own \($0)"] } ?? []))
  }

  @Test(arguments: [
    ("TLON-TAN", "TLAT-TAN", [], "has TLON for its sky coordinates"),
    ("HPLN-TAN", "HPLT-TAN", [], "for its sky coordinates"),
    ("ELON-TAN", "ELAT-TAN", [("EQUINOX", "1950.0")], "of the equinox 1950.0; those of 2000"),
  ])
  func otherSystemsAreRefused(
    _ first: String, _ second: String, _ more: [(String, String)], _ says: String
  ) {
    #expect {
      try CelestialWCS(
        Self.axes(first, second) + more.map { FITSFixture.card($0.0, $0.1) }, name: "x.fits")
    } throws: { "\($0)".contains(says) }
  }

  @Test(
    arguments: [
      (
        [("CPDIS1", "'Lookup'"), ("CPDIS2", "'LOOKUP'")], "(CPDIS1, CPDIS2), which are not applied"
      ),
      (
        [("CPDIS1", "'Lookup'"), ("CPERR1", "0.03"), ("CPERR2", "0.04")],
        "positions may lie up to 0.05 pixels off"
      ),
      (
        [
          ("D2IMDIS1", "'Lookup'"), ("D2IMERR1", "0.02"), ("CPDIS1", "'Lookup'"), ("CPERR1", "0.1"),
        ], "(CPDIS1, D2IMDIS1), which are not applied: positions may lie up to 0.12 pixels off"
      ),
      ([("CQDIS2", "'Lookup'")], "by as much as the tables say (the header does not)"),
    ] as [([(String, String)], String)])
  func tablesOfDistortionAreToldOf(_ cards: [(String, String)], _ says: String) throws {
    let all =
      Self.axes("RA---TAN", "DEC--TAN") + cards.map { FITSFixture.card($0.0, $0.1) }
    let wcs = try #require(try CelestialWCS(all, name: "x.fits"))
    #expect(wcs.notes.count == 1 && wcs.notes[0].contains(says), "\(wcs.notes)")
    let cut = try #require(try CelestialWCS(wcs.header.cards(column: 1, row: 1), name: "cut"))
    #expect(cut.notes.isEmpty)
  }

  @Test(arguments: ["Polynomial", "TPD", "Spline"]) func functionsOfDistortionAreRefused(
    _ kind: String
  ) {
    let cards =
      Self.axes("RA---TAN", "DEC--TAN") + [FITSFixture.card("CPDIS2", "'\(kind)'")]
    #expect {
      try CelestialWCS(cards, name: "x.fits")
    } throws: { "\($0)".contains("a distortion of the kind '\(kind)' (CPDIS2)") }
  }

  static let hostile: [(String, [String])] = [
    ("WCSAXES", [FITSFixture.card("WCSAXES", "100000")]),
    ("A_ORDER", [FITSFixture.card("A_ORDER", "99999")]),
    (
      "cannot be used",
      [("CD1_1", "1.0"), ("CD1_2", "0.0"), ("CD2_1", "1.0"), ("CD2_2", "0.0")]
        .map { FITSFixture.card($0, $1) }
    ),
  ]

  @Test(arguments: hostile) func contradictionsAreErrors(_ says: String, _ cards: [String]) {
    let types = [
      FITSFixture.card("CTYPE1", "'RA---TAN'"), FITSFixture.card("CTYPE2", "'DEC--TAN'"),
    ]
    #expect {
      try CelestialWCS(types + cards, name: "x.fits")
    } throws: { "\($0)".contains(says) && !"\($0)".contains("\n") }
  }

  static let angles: [(String, Double?, Double?)] = [
    ("10.5", 10.5, 10.5), ("-0.5", 359.5, -0.5), ("359.9999", 359.9999, nil),
    ("00:42:44.33", 10.684708333333333, 0.7123138888888889),
    ("-00:30:00", nil, -0.5), ("12h30m00s", 187.5, nil), ("187d30m00s", 187.5, nil),
    ("+41 16 09", nil, 41.26916666666667), ("360", 0, nil), ("90", 90, 90), ("-90", 270, -90),
    ("nan", nil, nil), ("", nil, nil), ("1:2:3:4", nil, nil), ("12:75:00", nil, nil),
    ("x", nil, nil), ("1e400", nil, nil), ("--5", nil, nil), ("90:00:00.1", nil, nil),
  ]

  @Test(arguments: angles) func anglesAreRead(_ text: String, _ ra: Double?, _ dec: Double?) {
    let found = (SkyAngle.rightAscension(text), SkyAngle.declination(text))
    if let ra { #expect(abs((found.0 ?? .nan) - ra) < 1e-9, "\(text)") }
    if let dec {
      #expect(abs((found.1 ?? .nan) - dec) < 1e-9, "\(text)")
    } else {
      #expect(found.1 == nil, "\(text)")
    }
    #expect(abs((SkyAngle.rightAscension("0.5", unit: .hours) ?? 0) - 7.5) < 1e-12)
  }
}

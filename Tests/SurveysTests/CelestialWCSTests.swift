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
    #expect(WCSReference.all.made.count == 20)
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

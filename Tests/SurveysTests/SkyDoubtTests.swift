import Rasters
import TestSupport
import Testing

@testable import Surveys

/// What is wrong with a header that wcslib refuses is said by its keys.
@Suite struct SkyDoubtTests {
  private static let sound = [
    "CTYPE1": "'RA---TAN'", "CTYPE2": "'DEC--TAN'", "CRVAL1": "150.1", "CRVAL2": "2.2",
    "CRPIX1": "50.0", "CRPIX2": "50.0", "CDELT1": "-0.0001", "CDELT2": "0.0001",
  ]

  private static func cards(_ change: [String: String]) -> [String] {
    sound.merging(change) { $1 }.sorted { $0.key < $1.key }.map { key, value in
      let name = key.padding(toLength: 8, withPad: " ", startingAt: 0)
      let text =
        value.hasPrefix("'") ? value : String(repeating: " ", count: 20 - value.count) + value
      return "\(name)= \(text)".padding(toLength: 80, withPad: " ", startingAt: 0)
    }
  }

  @Test(arguments: [
    (["CRVAL2": "95.0"], "CRVAL2 is 95.0, must be from -90 to 90"),
    (["CTYPE1": "'RA---XYZ'"], "CTYPE1 is 'RA---XYZ', and XYZ is no projection"),
    (
      ["CTYPE2": "'DEC--SIN'"],
      "CTYPE1 is 'RA---TAN' and CTYPE2 'DEC--SIN': they are no pair of axes of one projection, "
        + "such as RA---TAN and DEC--TAN"
    ),
  ])
  func theKeyIsNamed(_ change: [String: String], _ words: String) throws {
    let error = try #require(throws: Failure.self) {
      _ = try CelestialWCS(Self.cards(change), name: "x.fits")
    }
    #expect(error.description == "the sky coordinates of 'x.fits' cannot be used: " + words)
    #expect(try CelestialWCS(Self.cards([:]), name: "x.fits") != nil)
  }
}

import Foundation
import Testing

@testable import Surveys

@Suite struct BandStretchTests {
  /// 0, 1, …, 200 in one band, ten times that and 1000 more in another.
  private let bands: [[Float]] = [
    (0...200).map { Float($0) }, (0...200).map { 1000 + 10 * Float($0) },
  ]

  /// Limits by numpy: percentile(v, [0.5, 99.5]) of 0…200 is 1 and 199; the
  /// curves by hand.
  @Test(arguments: [
    ("linear", 0.5), ("percentile", 0.5), ("zscale", 0.5),
    ("log", 0.8998157120437035), ("asinh", 0.7712696419200371),
  ])
  func curves(_ name: String, _ middle: Double) throws {
    let stretch = try Stretch(name).fitted(to: bands[0])
    let shares = stretch.shares([-5, 100, 300, .nan])
    #expect(shares[0] == 0)
    #expect(abs(shares[1] - middle) < 1e-6)
    #expect(shares[2] == 1)
    #expect(shares[3].isNaN)
    if name == "percentile" { #expect(stretch.limits == 1...199) }
    if name == "linear" { #expect(stretch.limits == 0...200) }
  }

  @Test func togetherKeepsColoursApartDoesNot() throws {
    let planes = bands.flatMap { $0 }
    let linear = try Stretch("linear")
    let together = BandStretch(linear, bands: 2, .together).shares(planes)
    #expect(together[0] == 0 && together[401] == 1)
    #expect(abs(together[200] - Float(200.0 / 3000)) < 1e-6)
    let apart = BandStretch(linear, bands: 2, .apart).shares(planes)
    #expect(apart[200] == 1 && apart[201] == 0)
    #expect(Array(apart[0...200]) == Array(apart[201...401]))
  }

  @Test func ofASurveyAllCutoutsHaveOneScale() throws {
    let linear = try Stretch("linear")
    let survey = BandStretch(linear, survey: bands, .apart)
    #expect(survey.shares([0, 100, 1000, 2000]) == [0, 0.5, 0, 0.5])
    #expect(survey.text == "band 1 linear from 0.0 to 200.0, band 2 linear from 1000.0 to 3000.0")
    let together = BandStretch(linear, survey: bands, .together)
    #expect(together.shares([0, 1500, 3000, .nan]) == [0, 0.5, 1, 0])
    #expect(together.text == "linear from 0.0 to 3000.0")
  }

  @Test func cutoutsOfOneValueOrNoneAreBlack() throws {
    for curve in Stretch.Curve.allCases {
      let stretch = BandStretch(try Stretch(curve.rawValue), bands: 1, .together)
      #expect(stretch.shares([3, 3, 3]) == [0, 0, 0])
      #expect(stretch.shares([.nan, .nan]) == [0, 0])
    }
  }
}

import Rasters
import Testing

@testable import Features

/// Masks by thresholds of what is computed from the bands.
@Suite struct SpectralMaskTests {
  private static func rule(
    _ name: String, _ feature: FeatureItem, above: Double? = nil, below: Double? = nil
  ) -> SpectralRule {
    SpectralRule(name: name, feature: feature, above: above, below: below)
  }

  private static func expression(_ text: String) throws -> FeatureItem {
    .expression(name: "x", try BandExpression(text))
  }

  /// A pixel counts for the first rule that rejects it, a threshold itself
  /// does not, and what has no value (0 / 0, NaN) is left alone.
  @Test func thresholds() throws {
    let pixels: [[Float]] = [
      [1, 3], [3, 1], [1, 1], [0, 0], [.nan, 1], [2, 6], [5, 1],
    ]
    let image = BandRows(pixels: pixels)
    let plan = try SpectralMaskPlan(
      [
        Self.rule("plants", .index(.index, "ndvi"), above: 0.25),
        Self.rule("bright", Self.expression("red * 2"), above: 2, below: 10),
      ], on: FeatureBands("red nir"), learnt: 2)
    #expect(plan.names == ["plants", "bright"])
    #expect(plan.apply(to: image.rows, rows: 0..<1).map(\.pixels) == [2, 1])
    #expect((0..<7).map { image.isValid(0, $0) } == [false, false, true, true, true, false, true])
    #expect(image[0, 0, 0] == 0 && image[1, 0, 1] == 0 && image[0, 0, 6] == 5)
  }

  /// Reflectances at the top of the atmosphere of the Momotombo scene of
  /// 5 December 2015 (Landsat 8): medians of the lake, of old and of fresh lava,
  /// and of a lava that glows.
  @Test func lavaIsNotWater() throws {
    let pixels: [[Float]] = [  // green, nir, swir1, swir2
      [0.113, 0.045, 0.019, 0.013], [0.069, 0.068, 0.057, 0.043], [0.071, 0.079, 0.063, 0.044],
      [0.07, 0.08, 0.06, 0.9], [0.1, 0.35, 0.2, 0.1],
    ]
    let image = BandRows(pixels: pixels)
    let rule = try #require(try NamedSpectralRule.rule(word: "spectral.water"))
    let plan = try SpectralMaskPlan([rule], on: FeatureBands("green nir swir1 swir2"), learnt: 4)
    let found = plan.apply(to: image.rows, rows: 0..<1)
    #expect((0..<5).map { image.isValid(0, $0) } == [false, true, true, true, true])
    #expect(found[0].pixels == 1)
    let means = Dictionary(uniqueKeysWithValues: zip(plan.bands[0], found[0].means ?? []))
    #expect(abs((means["green"] ?? 0) - 0.113) < 1e-6 && abs((means["nir"] ?? 0) - 0.045) < 1e-6)
  }

  /// Planes behind the learnt ones are read and left as they are.
  @Test func maskBandsAreOnlyRead() throws {
    let image = BandRows(pixels: [[1, 9], [1, 2], [1, 9]])
    image.reject(0, 2)
    image[1, 0, 2] = 9
    let plan = try SpectralMaskPlan(
      [Self.rule("high", .band("nir"), above: 5)], on: FeatureBands("red nir"), learnt: 1)
    #expect(plan.apply(to: image.rows, rows: 0..<1).map(\.pixels) == [1])
    #expect(image[0, 0, 0] == 0 && image[1, 0, 0] == 9 && image.isValid(0, 1))
  }

  /// Rows longer than what is worked on together, in parts or at once.
  @Test func partsDoNotMatter() throws {
    let whole = BandRows(width: 700, height: 5, bands: 2)
    let parts = BandRows(width: 700, height: 5, bands: 2)
    var random = Scramble(5)
    for row in 0..<5 {
      for column in 0..<700 {
        for band in 0..<2 {
          let value = Float(random.next(100))
          whole[band, row, column] = value
          parts[band, row, column] = value
        }
      }
    }
    let plan = try SpectralMaskPlan(
      [Self.rule("v", .index(.index, "ndvi"), above: 0.1)], on: FeatureBands("red nir"), learnt: 2)
    let once = plan.apply(to: whole.rows, rows: 0..<5)
    var sum = plan.apply(to: parts.rows, rows: 0..<2)[0]
    sum += plan.apply(to: parts.rows, rows: 2..<5)[0]
    #expect(once == [sum] && sum.pixels > 500)
    for row in 0..<5 {
      for column in 0..<700 {
        #expect(whole.isValid(row, column) == parts.isValid(row, column))
      }
    }
  }

  @Test func bandsAreThoseThatAreNeeded() throws {
    let all = FeatureBands("blue green red nir swir1")
    #expect(
      try Self.rule("a", .index(.index, "ndvi"), above: 0).bands(among: all) == ["nir", "red"])
    #expect(try Self.rule("b", .band("b5"), above: 0).bands(among: all) == ["swir1"])
    #expect(
      try Self.rule("c", Self.expression("B2 + red"), above: 0).bands(among: all)
        == ["green", "red"])
    #expect(
      try Self.rule("a", .index(.index, "ndvi"), above: 0.5).text(on: all)
        == "(nir - red) / (nir + red), above 0.5")
  }

  @Test(arguments: [
    (
      FeatureItem.index(.index, "mndwi"),
      "mask 'm': index.mndwi = (green - swir1) / (green + swir1) needs the band 'swir1'; "
        + "'scene.tif' has green, red"
    ),
    (
      .band("swir"),
      "mask 'm': feature 'swir' is neither a band nor an index; 'scene.tif' has green, red"
    ),
  ])
  func missingBandsAreNamed(_ feature: FeatureItem, _ message: String) {
    do {
      _ = try Self.rule("m", feature, above: 0).bands(among: FeatureBands("green red"))
      Issue.record("no error")
    } catch {
      #expect("\(error)" == message)
    }
  }

  /// A rule that lacks a band says which one goes with the bands that are there.
  @Test(arguments: [
    (
      "spectral.water", "blue green red nir",
      "needs the band 'swir1'; 'scene.tif' has blue, green, red, nir; 'spectral.water-nir' "
        + "(index.ndwi above 0) needs no other bands than these"
    ),
    (
      "spectral.water", "green nir swir1",
      "needs the band 'swir2'; 'scene.tif' has green, nir, swir1; 'spectral.water-nir' "
        + "(index.ndwi above 0) needs no other bands than these"
    ),
    (
      "spectral.water", "green swir1 swir2",
      "needs the band 'nir'; 'scene.tif' has green, swir1, swir2; a rule of your own, index.mndwi "
        + "above 0, goes with these bands, but takes fresh lava and burnt ground for water"
    ),
    ("spectral.water", "blue green", "'scene.tif' has blue, green"),
    ("spectral.water-nir", "green red", "'scene.tif' has green, red"),
    ("spectral.vegetation", "green red", "'scene.tif' has green, red"),
  ])
  func anotherRuleIsNamed(_ word: String, _ bands: String, _ message: String) throws {
    let rule = try #require(try NamedSpectralRule.rule(word: word))
    #expect {
      _ = try rule.bands(among: FeatureBands(bands))
    } throws: { "\($0)".hasPrefix("mask '\(word)': ") && "\($0)".hasSuffix(message) }
  }

  @Test func missingBandsOfExpressionsAreNamed() throws {
    let rule = Self.rule("m", try Self.expression("green + swir"), above: 0)
    do {
      _ = try rule.bands(among: FeatureBands("green red"))
      Issue.record("no error")
    } catch {
      #expect(
        "\(error)" == "mask 'm' = green + swir, column 9: there is no band 'swir'; 'scene.tif' has "
          + "green, red")
    }
  }
}

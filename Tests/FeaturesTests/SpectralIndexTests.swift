import Features
import Testing

/// The table of named indices.
@Suite struct SpectralIndexTests {
  private static let landsat = FeatureBands("coastal blue green red nir swir1 swir2")
  private static let aster = FeatureBands(
    "green red nir swir1 swir2 swir3 swir4 swir5 swir6 thermal1 thermal2 thermal3 thermal4 thermal5",
    sensor: "ASTER")

  /// coastal 1, blue 2, green 3, red 4, nir 6, swir1 8, swir2 5.
  private static let landsatValues: [(String, Float)] = [
    ("index.ndvi", 0.2), ("index.ndwi", -1.0 / 3), ("index.mndwi", -5.0 / 11),
    ("index.moisture", -1.0 / 7), ("index.bare-soil", 0.2), ("ratios.iron-oxide", 2),
    ("ratios.ferric-iron", 4.0 / 3), ("ratios.ferrous", 8.0 / 6),
    ("ratios.ferrous-iron", 5.0 / 6 + 0.75), ("ratios.ferric-oxide", 8.0 / 6),
    ("ratios.ferrous-silicates", 0.625), ("ratios.gossan", 2), ("ratios.laterite", 1.6),
    ("ratios.clay", 1.6), ("ratios.hydroxyl", 1.6),
  ]

  @Test(arguments: landsatValues)
  func landsat(_ name: String, _ expected: Float) throws {
    let plan = try FeaturePlan([name], on: Self.landsat)
    let (out, _) = BandRows(pixels: [[1, 2, 3, 4, 6, 8, 5]]).features(plan)
    #expect(abs(out[0, 0, 0] - expected) < 1e-6)
    #expect(plan.names == [name])
  }

  /// Bands 1 to 14 have the values 1 to 14 squared: b5 = 25.
  private static let asterValues: [(String, Float)] = [
    ("index.ndvi", 5.0 / 13), ("ratios.ferric-iron", 4), ("ratios.ferrous-iron", 25.0 / 9 + 0.25),
    ("ratios.ferric-oxide", 16.0 / 9), ("ratios.ferrous-silicates", 25.0 / 16),
    ("ratios.gossan", 4), ("ratios.laterite", 16.0 / 25),
    ("ratios.clay", 25.0 * 49 / (36 * 36)), ("ratios.hydroxyl", 16.0 * 49 / (36 * 36)),
    ("ratios.al-oh", 74.0 / 36), ("ratios.argillic", 52.0 / 25),
    ("ratios.alunite", 49.0 * 49 / (25 * 64)), ("ratios.kaolinite", 16.0 * 64 / (25 * 36)),
    ("ratios.muscovite", 49.0 / 36), ("ratios.mg-oh", 117.0 / 113),
    ("ratios.carbonate-chlorite", 130.0 / 64), ("ratios.fe-oh", 100.0 / 49),
    ("ratios.calcite", 36.0 * 81 / (64 * 64)), ("ratios.quartz", 121.0 * 121 / (100 * 144)),
    ("ratios.carbonate", 169.0 / 196), ("ratios.mafic", 144.0 / 169),
  ]

  @Test(arguments: asterValues)
  func aster(_ name: String, _ expected: Float) throws {
    let plan = try FeaturePlan([name], on: Self.aster)
    let pixel = (1...14).map { Float($0 * $0) }
    let (out, _) = BandRows(pixels: [pixel]).features(plan)
    #expect(abs(out[0, 0, 0] - expected) < 1e-5)
  }

  @Test func everyIndexIsTested() {
    let tested = Set((Self.landsatValues + Self.asterValues).map(\.0))
    #expect(Set(SpectralIndex.all.map(\.fullName)) == tested)
  }

  @Test(arguments: SpectralIndex.all.indices)
  func isComplete(_ at: Int) throws {
    let index = SpectralIndex.all[at]
    #expect(!index.meaning.isEmpty && !index.source.isEmpty && !index.formulas.isEmpty)
    for formula in index.formulas.values { _ = try BandExpression(formula) }
  }

  @Test func simulatedASTERIsASTER() throws {
    let bands = FeatureBands(
      "green red nir swir1 swir2-2165 swir2-2205 swir2-2260 swir2-2330 swir2-2395")
    #expect(bands.family == .aster)
    let plan = try FeaturePlan(["ratios.al-oh"], on: bands)
    let (out, _) = BandRows(pixels: [(1...9).map(Float.init)]).features(plan)
    #expect(out[0, 0, 0] == 2)
  }

  /// The thermal bands as the product names them, and as Landsat would.
  @Test func thermalBandsHaveOtherNames() throws {
    let bands = FeatureBands("tir10 tir11 tir12 tir13 tir14", sensor: "Terra ASTER")
    let plan = try FeaturePlan(["ratios.quartz", "ratios.carbonate"], on: bands)
    let (out, _) = BandRows(pixels: [[2, 6, 3, 8, 4]]).features(plan)
    #expect(out[0, 0, 0] == 6 && out[1, 0, 0] == 2)
  }

  @Test func familiesAreTold() {
    #expect(Self.landsat.family == .broad)
    #expect(FeatureBands("green red nir", sensor: "Terra ASTER").family == .aster)
    let second = FeatureBand(name: "swir2", wavelength: 2.165)
    #expect(FeatureBands([second], title: "x").family == .aster)
  }

  private static let refusals: [(FeatureBands, String, String)] = [
    (
      FeatureBands("green red nir1 nir2"), "index.ndvi",
      "index.ndvi = (nir - red) / (nir + red) needs the band 'nir'; "
        + "'scene.tif' has green, red, nir1, nir2"
    ),
    (
      FeatureBands("green red nir swir1", sensor: "ASTER"), "ratios.iron-oxide",
      "ratios.iron-oxide = red / blue needs the band 'blue', which ASTER does not have; "
        + "'scene.tif' has green, red, nir, swir1"
    ),
    (
      FeatureBands("red nir swir1 swir2"), "ratios.muscovite",
      "ratios.muscovite is defined for the bands of ASTER only (ASTER: swir4 / swir3); "
        + "'scene.tif' has red, nir, swir1, swir2"
    ),
    (
      FeatureBands("red nir"), "ratios.cley",
      "there is no 'ratios.cley' (did you mean 'ratios.clay'?); see facies methods"
    ),
    (
      FeatureBands("red nir"), "rad",
      "feature 'rad' is neither a band nor an index (did you mean 'red'?); "
        + "'scene.tif' has red, nir"
    ),
    (
      FeatureBands(
        [FeatureBand(name: "thermal4", isTemperature: true), FeatureBand(name: "thermal5")],
        sensor: "ASTER", title: "scene.tif"), "ratios.carbonate",
      "ratios.carbonate = thermal4 / thermal5 needs radiance or emissivity; 'thermal4' of "
        + "'scene.tif' is a temperature"
    ),
  ]

  @Test(arguments: refusals.indices)
  func isRefused(_ at: Int) {
    let (bands, word, text) = Self.refusals[at]
    #expect(message { try FeaturePlan([word], on: bands) } == text)
  }
}

import Testing

@testable import Features

/// What covers the ground, on spectra that were measured or published.
@Suite struct CoverRuleTests {
  /// A spectrum and what it is; nil where no rule of what hides the ground may hold.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let cover: String?
    /// Blue, green, red, nir, swir1, swir2; from green on for ASTER.
    let spectrum: [Double]
    var kelvins: Double? = nil

    var testDescription: String { name }
  }

  /// Medians, rounded, of the pixels that the products' own quality bands or a plain limit tell,
  /// in public scenes of Landsat 8 and 9 and of Sentinel-2 (USGS, Copernicus); others as they say.
  static let cases: [Case] = [
    .init(
      name: "thick cloud, Landsat 8 L2SP, Colombia", cover: "cloud",
      spectrum: [0.596, 0.576, 0.568, 0.665, 0.484, 0.366]),
    .init(
      name: "cloud over forest, the same, all that QA_PIXEL flags", cover: "cloud",
      spectrum: [0.383, 0.390, 0.383, 0.552, 0.402, 0.315]),
    .init(
      name: "cumulus, Landsat 8 L1TP, Nicaragua", cover: "cloud",
      spectrum: [0.479, 0.479, 0.485, 0.589, 0.479, 0.364], kelvins: 285),
    .init(
      name: "cirrus, Landsat 8 L2SP, QA_PIXEL", cover: "thin cloud, haze or smoke",
      spectrum: [0.274, 0.285, 0.280, 0.462, 0.266, 0.218]),
    .init(
      name: "thin cloud over trees, Landsat 8 L1TP", cover: "thin cloud, haze or smoke",
      spectrum: [0.204, 0.193, 0.175, 0.379, 0.199, 0.130]),
    .init(
      name: "smoke over scrub: falls from blue on (Kaufman et al., JGR 103, 31783, 1998)",
      cover: "thin cloud, haze or smoke", spectrum: [0.24, 0.20, 0.17, 0.21, 0.13, 0.07]),
    .init(
      name: "fine snow (Dozier, Remote Sensing of Environment 28, 9-22, 1989)",
      cover: "snow or ice", spectrum: [0.96, 0.94, 0.93, 0.86, 0.11, 0.09], kelvins: 265),
    .init(
      name: "turbid water, Landsat 9 L2SP, Amazon", cover: "water, turbid",
      spectrum: [0.031, 0.063, 0.081, 0.025, 0.008, 0.006]),
    .init(
      name: "lake, Landsat 8 L1TP, Corumba", cover: "water, clear or dark",
      spectrum: [0.092, 0.058, 0.039, 0.033, 0.013, 0.007]),
    .init(
      name: "algal bloom (Mishra and Mishra 2012)", cover: "water, green with algae or shallow",
      spectrum: [0.030, 0.062, 0.038, 0.030, 0.006, 0.004]),
    .init(
      name: "shadow of clouds on wet forest, Landsat 9 L2SP", cover: "shadow or very dark ground",
      spectrum: [0.017, 0.028, 0.025, 0.051, 0.024, 0.012]),
    .init(
      name: "char (Chuvieco et al. 2002, near infrared and red)", cover: "burnt ground",
      spectrum: [0.06, 0.07, 0.08, 0.11, 0.20, 0.19]),
    .init(
      name: "flowing lava (after Murphy et al. 2016)", cover: "hot ground (lava, fire)",
      spectrum: [0.07, 0.06, 0.07, 0.09, 0.30, 0.85]),
    .init(
      name: "forest, Landsat 9 L2SP", cover: "vegetated",
      spectrum: [0.023, 0.047, 0.031, 0.302, 0.129, 0.052]),
    .init(
      name: "salt crust, dry", cover: nil,
      spectrum: [0.50, 0.57, 0.62, 0.65, 0.50, 0.36], kelvins: 310),
    .init(
      name: "gypsum dunes (schematic)", cover: nil,
      spectrum: [0.60, 0.66, 0.70, 0.73, 0.53, 0.32], kelvins: 315),
    .init(
      name: "desert sand", cover: nil, spectrum: [0.17, 0.25, 0.33, 0.39, 0.48, 0.45]),
    .init(
      name: "bright roofs and soil, Landsat 9 L2SP, Manaus", cover: nil,
      spectrum: [0.310, 0.358, 0.389, 0.435, 0.495, 0.390]),
    .init(
      name: "basalt flow", cover: nil, spectrum: [0.06, 0.07, 0.075, 0.085, 0.10, 0.095]),
  ]

  private static let broad: [SpectralRole] = [.blue, .green, .red, .nir, .swir1, .swir2]

  private static func first(
    _ spectrum: [Double], _ given: [SpectralRole], kelvins: Double?
  ) -> CoverRule? {
    let bands = given.enumerated().map {
      SpectralRoles.Band(
        plane: $0.offset, name: "", wavelength: $0.element.centre, isReflectance: true,
        isTemperature: false)
    }
    let thermal = SpectralRoles.Band(
      plane: given.count, name: "thermal1", wavelength: nil, isReflectance: false,
      isTemperature: true)
    let roles = SpectralRoles(bands + (kelvins == nil ? [] : [thermal]))
    let values = roles.values { $0 < given.count ? spectrum[$0] : kelvins ?? .nan }
    return CoverRule.all.compactMap { $0.bound(to: roles) }.first { $0.score(values) > 0 }
  }

  @Test(arguments: cases) func coversAreToldFromGround(_ item: Case) {
    let found = Self.first(item.spectrum, Self.broad, kelvins: item.kelvins)
    if let cover = item.cover {
      #expect(found?.name == cover)
    } else {
      #expect(found?.hidesGround != true, "\(found?.name ?? "")")
    }
  }

  /// ASTER has no blue; salt and sand are still brighter in red than in green.
  @Test(arguments: [
    ("cloud", [0.50, 0.50, 0.53, 0.42, 0.33], "cloud"),
    ("snow", [0.90, 0.89, 0.80, 0.10, 0.08], "snow or ice"),
    ("gypsum", [0.66, 0.70, 0.73, 0.53, 0.38], nil),
    ("playa", [0.38, 0.43, 0.47, 0.50, 0.44], nil),
  ])
  func withoutBlue(_ name: String, _ spectrum: [Double], _ cover: String?) {
    let found = Self.first(spectrum, Array(Self.broad.dropFirst()), kelvins: nil)
    #expect(cover == nil ? found?.hidesGround != true : found?.name == cover, "\(name)")
  }

  /// Without short-wave infrared, cloud and snow are not told from each other.
  @Test func withoutShortWaveInfrared() {
    let bands: [SpectralRole] = [.blue, .green, .red, .nir]
    for spectrum in [[0.48, 0.48, 0.485, 0.59], [0.96, 0.94, 0.93, 0.86]] {
      #expect(Self.first(spectrum, bands, kelvins: nil)?.name == "cloud or snow")
    }
    #expect(
      Self.first([0.1, 0.08, 0.05, 0.02], bands, kelvins: nil)?.name == "water, clear or dark")
  }

  @Test func materialsNeedBandsThatSeeThem() {
    let landsat = [0.482, 0.561, 0.655, 0.865, 1.609, 2.201]
    let aster = [0.556, 0.661, 0.807, 1.656, 2.167, 2.209, 2.262, 2.336, 2.400]
    let seen = { (wavelengths: [Double]) in
      Set(Material.all.filter { $0.isSeen(at: wavelengths) }.map(\.name))
    }
    for name in ["gypsum", "limestone", "alunite alteration"] {
      #expect(!seen(landsat).contains(name) && seen(aster).contains(name))
    }
    #expect(seen(landsat).isSuperset(of: ["kaolinitic claystone", "goethitic laterite"]))
    #expect(!seen(aster).contains("goethitic laterite"))
    #expect(!seen(Array(landsat.prefix(4))).contains("kaolinitic claystone"))
    #expect(!seen(landsat + aster).contains("quartzite"))
  }
}

/// How true a hint is.
@Suite struct HintCheckTests {
  private func halves(_ scores: [Double]) -> HintCheck.Halves {
    .init(
      made: stride(from: 0, to: scores.count, by: 2).map { scores[$0] },
      judged: stride(from: 1, to: scores.count, by: 2).map { scores[$0] })
  }

  @Test func aPlantedRuleIsTrue() throws {
    let own = (0..<200).map { 1 + Double($0 % 10) / 10 }
    let rest = (0..<3).map { _ in halves((0..<100).map { Double($0 % 10) / 10 }) }
    let check = try #require(HintCheck(halves(own), rest: rest))
    #expect(check.accuracy == 1 && check.holds)
    #expect(check.threshold > 0.8 && check.threshold < 1)
  }

  /// A generator of numbers that have nothing to do with the labels.
  @Test func randomLabelsAreGuessed() throws {
    var state: UInt64 = 3
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40)
    }
    let units = (0..<5).map { _ in halves((0..<2000).map { _ in next() }) }
    for unit in units.indices {
      let rest = units.indices.filter { $0 != unit }.map { units[$0] }
      let check = try #require(HintCheck(units[unit], rest: rest))
      #expect(abs(check.accuracy - 0.5) < 0.05 && !check.holds)
    }
  }

  /// The mean of two shares: 90 of 100 inside, 60 of 100 outside.
  @Test func theAccuracyIsBalanced() throws {
    let own = HintCheck.Halves(
      made: [Double](repeating: 2, count: 20), judged: (0..<100).map { $0 < 90 ? 2 : 0 })
    let rest = HintCheck.Halves(
      made: [Double](repeating: 0, count: 20), judged: (0..<100).map { $0 < 60 ? 0 : 2 })
    let check = try #require(HintCheck(own, rest: [rest]))
    #expect(check.threshold == 1 && abs(check.accuracy - 0.75) < 1e-12)
    #expect(HintCheck(own, rest: []) == nil)
    #expect(HintCheck(own, threshold: 1)?.accuracy == 0.9)
    #expect(HintCheck(halves([1, 2, 3]), rest: [rest]) == nil)
  }
}

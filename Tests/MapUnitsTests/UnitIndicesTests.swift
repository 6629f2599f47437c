import Testing

@testable import Features
@testable import MapUnits

/// Which units indices of their mean spectra set apart.
@Suite struct UnitIndicesTests {
  private let bands = FeatureBands(
    ["blue", "green", "red", "nir", "swir1", "swir2"].map { FeatureBand(name: $0) },
    title: "scene")

  private func indices(_ spectra: [[Double]]) -> UnitIndices {
    UnitIndices(
      SpectralIndex.values(of: spectra, on: bands),
      weights: [Double](repeating: 100, count: spectra.count))
  }

  /// Water, plants, red sand, clay and three plain rocks.
  private static let ground = [
    [0.06, 0.07, 0.04, 0.01, 0.005, 0.004], [0.03, 0.07, 0.04, 0.45, 0.25, 0.13],
    [0.06, 0.10, 0.27, 0.30, 0.48, 0.46], [0.35, 0.42, 0.50, 0.55, 0.62, 0.38],
    [0.20, 0.25, 0.30, 0.33, 0.40, 0.38], [0.19, 0.24, 0.29, 0.33, 0.41, 0.39],
    [0.15, 0.20, 0.24, 0.27, 0.33, 0.31],
  ]

  @Test func traitsAreTold() {
    let traits = indices(Self.ground).traits(butOf: [0, 1])
    #expect(traits[2]?.first?.index.trait == "iron-oxide-rich")
    #expect(traits[3]?.first?.index.trait == "clay-rich")
    #expect(traits[0] == nil && traits[1] == nil)
  }

  /// swir1 / swir2 has three names, and swir1 / nir two.
  @Test func oneFormulaIsOneColumn() throws {
    let table = SpectralIndex.values(of: Self.ground, on: bands).map(\.index)
    let names = Set(table.map(\.fullName))
    #expect(names.isSuperset(of: ["ratios.clay", "ratios.ferrous", "ratios.iron-oxide"]))
    for alias in ["ratios.hydroxyl", "ratios.laterite", "ratios.ferric-oxide"] {
      #expect(!names.contains(alias))
    }
    let clay = try #require(table.first { $0.fullName == "ratios.clay" })
    #expect(clay.aliases(on: bands) == ["ratios.laterite", "ratios.hydroxyl"])
    let aster = FeatureBands(
      ["green", "red", "nir", "swir1", "swir2", "swir3", "swir4"].map { FeatureBand(name: $0) },
      title: "scene")
    #expect(!clay.aliases(on: aster).contains("ratios.hydroxyl"))
  }

  @Test func unitsThatAreAllAlikeStandOutByNothing() {
    let alike = [[Double]](repeating: Self.ground[4], count: 4)
    #expect(indices(alike).traits(butOf: []).isEmpty)
    #expect(indices(Array(Self.ground[2...3])).traits(butOf: []).isEmpty)
  }

  @Test func valuesGoByTheirNames() {
    let values = indices(Self.ground).values(ofRow: 1)
    #expect(abs((values["index.ndvi"] ?? 0) - 0.41 / 0.49) < 1e-6)
    #expect(values["ratios.al-oh"] == nil)
  }
}

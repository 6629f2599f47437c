import Features
import Kernels
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import MapUnits

/// Hints of whole maps: units of ten rows each, whose pixels scatter around a spectrum.
@Suite struct UnitHintsTests {
  private static let (width, rows) = (40, 10)
  private static let wavelengths = [0.482, 0.561, 0.655, 0.865, 1.609, 2.201]
  private static let names = ["blue", "green", "red", "nir", "swir1", "swir2"]

  private static let cloud = [0.479, 0.479, 0.485, 0.589, 0.479, 0.364]
  private static let river = [0.031, 0.063, 0.081, 0.025, 0.008, 0.006]
  private static let forest = [0.023, 0.047, 0.031, 0.302, 0.129, 0.052]
  private static let salt = [0.50, 0.57, 0.62, 0.65, 0.50, 0.36]
  private static let redSand = [0.06, 0.10, 0.27, 0.30, 0.48, 0.46]
  private static let clay = [0.27, 0.34, 0.42, 0.47, 0.58, 0.40]
  private static let plain = [
    [0.16, 0.20, 0.24, 0.27, 0.34, 0.32], [0.13, 0.17, 0.21, 0.24, 0.3, 0.29],
  ]

  private static func stack(_ quantity: Quantity, height: Int) -> BandStack {
    let grid = Grid(width: width, height: height)
    return BandStack(
      name: "scene", product: "made up", level: "surface-reflectance", sensor: "OLI", grid: grid,
      bands: zip(names, wavelengths).map {
        BandSource(
          name: $0, label: $0, path: "", grid: grid, quantity: quantity, wavelength: $1)
      })
  }

  /// - Parameter label: the unit of a pixel, from 1, by the spectrum that it was made of.
  private func hints(
    _ spectra: [[Double]], scale: Float = 1, _ quantity: Quantity = .reflectance,
    label: (Int, Int) -> UInt8 = { UInt8($1 + 1) }
  ) throws -> UnitHints {
    let height = spectra.count * Self.rows
    let strip = Strip(width: Self.width, rows: height, bands: 6)
    let own = { (index: Int) in index / Self.width / Self.rows }
    strip.load(0..<height) { band, index in
      let noise = ScrambledField.unit(index * 8 + band) - 0.5
      let light = ScrambledField.unit(index * 8 + 7) - 0.5
      return scale * Float(spectra[own(index)][band]) * (1 + 0.1 * noise + 0.1 * light)
    }
    let labels = (0..<height * Self.width).map { label($0, own($0)) }
    var statistics = UnitStatistics(
      units: spectra.count, centre: [Double](repeating: 0, count: 6))
    var sampler = UnitSampler(
      units: spectra.count, bands: 6, grid: Grid(width: Self.width, height: height))
    try statistics.add(
      strip, core: 0..<height, labels: labels, areas: nil, workers: Workers(1))
    try sampler.add(strip, core: 0..<height, labels: labels, workers: Workers(1))
    let stack = Self.stack(quantity, height: height)
    let bands = FeatureBands(
      stack.bands.map { FeatureBand(name: $0.name, wavelength: $0.wavelength) }, title: "scene")
    return UnitHints(statistics, sampler.finish(), stack, bands)
  }

  @Test func coversComeBeforeMinerals() throws {
    let hints = try hints(
      [Self.river, Self.forest, Self.redSand, Self.clay] + Self.plain + [Self.salt, Self.cloud])
    let words = (1...8).map { hints.hints[$0]?.checked.first?.word }
    #expect(words[0] == "water, turbid" && words[1] == "vegetated" && words[7] == "cloud")
    #expect(words[2] == "iron-oxide-rich")
    #expect(words[6] == "bright bare ground (sand, salt)")
    let clay = try #require(hints.hints[4])
    #expect(clay.checked.contains { $0.word == "clay-rich" })
    for unit in [1, 2, 8] { #expect(hints.hints[unit]?.materials.isEmpty == true) }
    for hint in hints.hints.values {
      #expect(!hint.text.contains("gypsum") && !hint.text.contains("quartz"))
      for checked in hint.checked { #expect(checked.accuracy >= 0.7 && !checked.rule.isEmpty) }
      for material in hint.materials { #expect(material.accuracy >= 0.7) }
    }
    #expect(hints.hints[1]?.text.hasPrefix("water, turbid (") == true)
  }

  /// Several units may be clouds; none is called anything else.
  @Test func allMayBeClouds() throws {
    let clouds = (0..<4).map { step in Self.cloud.map { $0 * (0.8 + 0.15 * Double(step)) } }
    let hints = try hints(clouds)
    for unit in 1...4 { #expect(hints.hints[unit]?.checked.map(\.word) == ["cloud"]) }
  }

  /// Labels that have nothing to do with the ground get no hint.
  @Test func randomLabelsGetNoHint() throws {
    let spectra = [Self.river, Self.forest, Self.redSand, Self.clay] + Self.plain
    let hints = try hints(spectra) { index, _ in
      UInt8(1 + ScrambledField.bits(index) % UInt64(spectra.count))
    }
    #expect(hints.hints.values.allSatisfy { $0.text.isEmpty })
  }

  @Test func numbersThatAreNoReflectancesGetNoHint() throws {
    let spectra = [Self.river, Self.forest, Self.redSand, Self.clay] + Self.plain
    let hints = try hints(spectra, scale: 10_000, .digitalNumber)
    #expect(hints.hints.values.allSatisfy { $0.text.isEmpty })
    #expect(hints.hints[4]?.indices["ratios.clay"] != nil)
  }

  @Test func shadowsBelongToCloudsWhereThereAreSome() throws {
    let shadow = [0.017, 0.028, 0.025, 0.051, 0.024, 0.012]
    let ground = [Self.forest, Self.redSand, shadow]
    #expect(try hints(ground + [Self.cloud]).hints[3]?.word == "cloud shadow or very dark ground")
    #expect(try hints(ground).hints[3]?.word == "shadow or very dark ground")
  }
}

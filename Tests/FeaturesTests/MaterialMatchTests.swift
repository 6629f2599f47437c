import Foundation
import Testing

@testable import Features

/// What mean spectra are likened to.
@Suite struct MaterialMatchTests {
  private static let landsat = [0.482, 0.561, 0.655, 0.865, 1.609, 2.201]
  private static let aster = [0.556, 0.661, 0.807, 1.656, 2.167, 2.209, 2.262, 2.336, 2.400]
  private static let likened = Material.all.filter { $0.name != "cloud" }.map(\.name)

  private func spectrum(_ name: String, _ wavelengths: [Double]) throws -> [Double] {
    let material = try #require(Material.all.first { $0.name == name })
    return wavelengths.map(material.reflectance(atMicrometres:))
  }

  @Test(arguments: likened)
  func everyMaterialIsLikeItself(_ name: String) throws {
    for wavelengths in [Self.landsat, Self.aster] {
      let nearest = MaterialMatch.nearest(to: try spectrum(name, wavelengths), at: wavelengths)
      let first = try #require(nearest.first)
      #expect(first.material == name)
      #expect(first.angle < 1e-4 && first.plants < 1e-6)
      #expect(nearest.count <= 2)
    }
  }

  /// Half the light, and plants over the rock: the rock is still found.
  @Test(arguments: ["hematitic sandstone", "basalt", "chlorite schist", "dark shale", "limestone"])
  func plantsAndShadeAreAllowedFor(_ name: String) throws {
    let plants = try spectrum("green vegetation", Self.landsat)
    let mixed = zip(try spectrum(name, Self.landsat), plants).map { 0.5 * (0.7 * $0 + 0.3 * $1) }
    let first = try #require(MaterialMatch.nearest(to: mixed, at: Self.landsat).first)
    #expect(first.material == name)
    #expect(abs(first.plants - 0.3) < 1e-9)
  }

  /// A rock under a wood is not told.
  @Test func groundUnderPlantsIsNotNamed() throws {
    let plants = try spectrum("green vegetation", Self.landsat)
    let mixed = zip(try spectrum("alunite alteration", Self.landsat), plants)
      .map { 0.1 * $0 + 0.9 * $1 }
    #expect(!MaterialMatch.nearest(to: mixed, at: Self.landsat).contains { $0.plants > 0.6 })
  }

  /// Beside "dark shale", whose best share of plants is 0 here.
  @Test func theAngleIsThatBetweenTheSpectra() throws {
    let (a, b) = ([0.088, 0.105, 0.122, 0.145], [0.085, 0.105, 0.125, 0.15])
    let nearest = MaterialMatch.nearest(to: a, at: [0.5, 0.66, 0.86, 1.2], count: 20)
    let shale = try #require(nearest.first { $0.material == "dark shale" })
    #expect(shale.plants == 0)
    func dot(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).map { $0 * $1 }.reduce(0, +) }
    let angle = acos(dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()) * 180 / .pi
    #expect(abs(shale.angle - angle) < 1e-9)
  }

  @Test func whatIsLikeNothingIsLikenedToNothing() {
    #expect(MaterialMatch.nearest(to: [0.9, 0.1, 0.9, 0.1, 0.9, 0.1], at: Self.landsat).isEmpty)
    #expect(MaterialMatch.nearest(to: [0, 0, 0, 0, 0, 0], at: Self.landsat).isEmpty)
    #expect(MaterialMatch.nearest(to: [0.1, 0.2, 0.3], at: [0.5, 0.6, 0.7]).isEmpty)
    #expect(MaterialMatch.nearest(to: [.nan, 0.1, 0.2, 0.3], at: [0.5, 0.6, 0.7, 0.8]).isEmpty)
    #expect(MaterialMatch.nearest(to: [1, 1, 1, 1], at: [8.3, 8.7, 9.1, 10.6]).isEmpty)
  }
}

/// Indices of mean spectra.
@Suite struct IndexMeansTests {
  private let bands = FeatureBands(
    ["blue", "green", "red", "nir"].map { FeatureBand(name: $0) }, title: "scene")

  @Test func indicesWhoseBandsAreThereAreComputed() throws {
    let table = SpectralIndex.values(
      of: [[0.1, 0.2, 0.3, 0.5], [0, 0.2, 0.2, 0.2]], on: bands)
    #expect(table.contains { $0.index.fullName == "ratios.clay" } == false)
    let ndvi = try #require(table.first { $0.index.fullName == "index.ndvi" })
    #expect(abs((ndvi.values[0] ?? 9) - 0.25) < 1e-6 && ndvi.values[1] == 0)
    let iron = try #require(table.first { $0.index.fullName == "ratios.iron-oxide" })
    #expect(abs((iron.values[0] ?? 0) - 3) < 1e-5 && iron.values[1] == nil)
  }

  @Test func traitsBelongToIndicesThatThereAre() {
    let named = SpectralIndex.all.filter { $0.trait != nil }
    #expect(named.count == 8)
  }
}

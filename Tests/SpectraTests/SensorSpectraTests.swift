import Foundation
import Kernels
import TestSupport
import Testing

@testable import Spectra

/// Spectra as sensors see them, and matches with them, against NumPy.
@Suite struct SensorSpectraTests {
  struct Reference: Decodable, Sendable {
    struct Band: Decodable, Sendable {
      var centre: Double
      var width: Double
      var value: Double
    }

    var waves: [Double]
    var values: [Double]
    var bands: [Band]
    var ground: [[Float]]
    var target: [Double]
    var scores: [Double]
  }

  static let reference = Result {
    try JSONFixture.decode("spectra.json", Reference.self, in: .module)
  }

  private func spectrum(_ waves: [Double], _ values: [Double]) throws -> LibrarySpectrum {
    try #require(LibrarySpectrum(name: "a", micrometres: waves, values: values))
  }

  @Test func bandsAreMeansUnderAGaussian() throws {
    let reference = try Self.reference.get()
    let spectrum = try spectrum(reference.waves, reference.values)
    for band in reference.bands {
      let response = BandResponse(name: "b", centre: band.centre, width: band.width)
      #expect(agree(response.value(of: spectrum), band.value, tolerance: 2e-4))
    }
  }

  /// Edges and deleted channels: what is not covered has no value.
  @Test func bandsThatAreNotCoveredHaveNone() throws {
    let waves = (0...100).map { 0.4 + 0.01 * Double($0) }
    let gap = try spectrum(waves, waves.map { (0.8...1.0).contains($0) ? -1.23e34 : 0.5 })
    func value(_ centre: Double, _ width: Double) -> Double? {
      BandResponse(name: "b", centre: centre, width: width).value(of: gap)
    }
    #expect(agree(value(0.6, 0.05), 0.5))
    #expect(value(0.9, 0.05) == nil)
    #expect(value(1.5, 0.05) == nil)
    #expect(agree(value(1.37, 0.05), 0.5))
    // A band that is wider than the gap bridges it.
    #expect(agree(value(0.9, 0.4), 0.5))
    // A library of few broad bands is joined.
    let broad = try spectrum([0.48, 0.56, 0.65, 0.86, 1.61, 2.2], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1])
    #expect(agree(BandResponse(name: "b", centre: 1.6, width: 0.09).value(of: broad), 0.1))
  }

  @Test func anglesAreThoseOfTheFormula() {
    #expect(agree(SpectralAngle.degrees([1, 0], [1, 1]), 45))
    #expect(agree(SpectralAngle.degrees([1, 0, .nan], [1, 1, 5]), 45))
    #expect(agree(SpectralAngle.degrees([0.2, 0.4], [0.1, 0.2]), 0, tolerance: 1e-5))
    #expect(SpectralAngle.degrees([0, 0], [1, 1]) == nil)
    #expect(SpectralAngle.degrees([1, .nan], [.nan, 1]) == nil)
  }

  @Test func nearestSpectraComeFirst() throws {
    let bands = [0.5, 0.6, 0.7, 0.8].map { BandResponse(name: "b", centre: $0, width: 0.05) }
    let waves = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    func made(_ name: String, _ values: [Double]) throws -> LibrarySpectrum {
      try spectrum(waves, values).named(name)
    }
    let sensor = SensorSpectra(
      [
        try made("flat", [0.3, 0.3, 0.3, 0.3, 0.3, 0.3]),
        try made("steep", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]),
        try made("cut off", [0.1, 0.2, 0.3, .nan, .nan, .nan]),
      ], bands: bands)
    #expect(sensor.common == [0])
    let found = sensor.nearest(to: [0.22, 0.3, 0.41, 0.5], count: 5)
    #expect(found.map(\.name) == ["steep", "flat"])
    #expect(found[0].angle < 3)
  }

  @Test func filtersAreNumPys() throws {
    let reference = try Self.reference.get()
    let samples = PlanarMatrix(
      rows: (0..<3).map { band in reference.ground.map { $0[band] } })
    let ground = try #require(MatchedFilter.Ground(samples))
    let filter = try #require(MatchedFilter(reference.target, on: ground))
    for (pixel, score) in zip(reference.ground, reference.scores) {
      let found = zip(pixel, filter.weights).reduce(filter.offset) { $0 + Double($1.0) * $1.1 }
      #expect(agree(found, score, tolerance: 1e-6))
    }
    #expect(MatchedFilter(ground.mean, on: ground) == nil)
    #expect(MatchedFilter.Ground(PlanarMatrix(rows: [[1, 1, 1], [2, 2, 2]])) == nil)
  }
}

import Kernels
import Rasters
import TestSupport
import Testing

@testable import Fitting

@Suite struct NoiseFractionTests {
  static let all: [String: ParameterValue] = ["components": .integer(5)]
  static let noise = [0.05, 0.5, 0.2, 1, 0.1]

  /// Half the covariance of differences is that of the noise: after the
  /// transform it is the unit matrix.
  @Test func noiseIsWhite() throws {
    let samples = Fits.image(5, 20_000, noise: Self.noise)
    let fit = try Fits.encoder("mnf", samples, Self.all)
    let own = fit.step.encode(samples.values)
    var beside = samples.values
    let differences = try #require(samples.differences)
    for feature in 0..<5 {
      for index in 0..<beside.count { beside[feature, index] -= differences[feature, index] }
    }
    let other = fit.step.encode(beside)
    var steps = own
    for unit in 0..<5 {
      for index in 0..<own.count { steps[unit, index] -= other[unit, index] }
    }
    let scatter = Covariance.scatter(of: steps, about: [Double](repeating: 0, count: 5))
    for a in 0..<5 {
      for b in 0...a {
        let value = scatter[a, b] / Double(2 * own.count)
        #expect(agree(value, a == b ? 1 : 0, tolerance: 1e-3))
      }
    }
  }

  /// The signal-to-noise ratio is the variance of a component less one.
  @Test func componentsComeByTheirRatio() throws {
    let samples = Fits.image(5, 20_000, noise: Self.noise)
    let fit = try Fits.encoder("mnf", samples, Self.all)
    let ratios = try #require(fit.notes.curves.first).values
    #expect(fit.notes.curves.first?.name == "signal-to-noise")
    #expect(ratios == ratios.sorted(by: >))
    let codes = fit.step.encode(samples.values)
    let scatter = Covariance.scatter(of: codes, about: Covariance.means(of: codes))
    for unit in 0..<5 {
      #expect(agree(scatter[unit, unit] / Double(codes.count) - 1, ratios[unit], tolerance: 1e-3))
    }
    // Waves of variance 3/4 over the five noise variances.
    let known = Self.noise.map { 0.75 / ($0 * $0) }.sorted(by: >)
    for (ratio, value) in zip(ratios, known) { #expect(abs(ratio / value - 1) < 0.15) }
  }

  /// With the same noise in all bands the axes are the principal ones.
  @Test func isotropicNoiseGivesPrincipalAxes() throws {
    var samples = Fits.image(4, 20_000, noise: [0, 0, 0, 0])
    for feature in 0..<4 {
      for index in 0..<samples.count { samples.values[feature, index] *= Float(4 - feature) }
    }
    let random = CounterRandom(seed: 2)
    var differences = PlanarMatrix(features: 4, count: samples.count)
    for feature in 0..<4 {
      for index in 0..<samples.count {
        let draw = random.normal(UInt64(feature << 32 + index))
        differences[feature, index] = Float(draw * 0.1)
      }
    }
    samples.differences = differences
    let given: [String: ParameterValue] = ["components": .integer(4)]
    let fraction = try Fits.encoder("mnf", samples, given).step.encode(samples.values)
    let principal = try Fits.encoder("pca", samples, given).step.encode(samples.values)
    for unit in 0..<4 { #expect(abs(Self.correlation(fraction, principal, unit)) > 0.999) }
  }

  static func correlation(_ a: PlanarMatrix, _ b: PlanarMatrix, _ unit: Int) -> Double {
    let pair = PlanarMatrix(rows: [Array(a.row(unit)), Array(b.row(unit))])
    let scatter = Covariance.scatter(of: pair, about: Covariance.means(of: pair))
    return scatter[0, 1] / (scatter[0, 0] * scatter[1, 1]).squareRoot()
  }

  @Test(arguments: [(0.3, 12, 5), (10, 12, 3), (1e6, 12, 2), (0.3, 4, 4)])
  func componentsAboveTheRatioAreKept(least: Double, most: Int, kept: Int) throws {
    let fit = try Fits.encoder(
      "mnf", Fits.image(5, 20_000, noise: Self.noise),
      ["min-snr": .number(least), "max-components": .integer(most)])
    #expect(fit.step.outputs == kept)
  }

  @Test func neighboursAreNeeded() {
    let values = PlanarMatrix(rows: [[1, 2, 3], [3, 1, 2]])
    for differences in [nil, PlanarMatrix(rows: [[1, 2], [1, 1]])] {
      let count = differences?.count ?? 0
      let message =
        "mnf needs neighbouring valid pixels to estimate the noise; only "
        + "\(count) pairs were found (use encoder: pca)"
      #expect(throws: Failure(message)) {
        try Fits.encoder("mnf", Samples(values: values, differences: differences))
      }
    }
  }

  /// A band without noise, and one without anything, do no harm.
  @Test func bandsWithoutNoiseAreHarmless() throws {
    var samples = Fits.image(3, 2000, noise: [0.1, 0, 0.1])
    for index in 0..<2000 {
      samples.values[1, index] = 4
      samples.differences?[1, index] = 0
    }
    let codes = try Fits.encoder("mnf", samples).step.encode(samples.values)
    #expect(codes.values.allSatisfy { $0.isFinite })
  }
}

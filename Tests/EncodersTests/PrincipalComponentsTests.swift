import Kernels
import Rasters
import TestSupport
import Testing

@testable import Fitting

@Suite struct PrincipalComponentsTests {
  @Test(arguments: try SetCase.all()) func equalsScikitLearn(_ item: SetCase) throws {
    let d = item.rows.count
    let fit = try Fits.encoder(
      "pca", Samples(values: item.samples), ["components": .integer(d)])
    let shares = try #require(fit.notes.curves.first { $0.name == "explained-variance" })
    let singular = try #require(fit.notes.curves.first { $0.name == "singular-values" })
    let codes = fit.step.encode(item.samples)
    let axes = try #require(fit.step.tensors["weight"]).floats
    #expect(fit.step.outputs == d)
    for unit in 0..<d {
      #expect(agree(shares.values[unit], item.components.shares[unit], tolerance: 1e-9))
      #expect(agree(singular.values[unit], item.components.singular[unit], tolerance: 1e-9))
      let own = (0..<d).map { Double(axes[unit * d + $0]) }
      let axis = item.components.axes[unit]
      let sign = zip(own, axis).reduce(0.0) { $0 + $1.0 * $1.1 } < 0 ? -1.0 : 1
      #expect(zip(own, axis).allSatisfy { agree($0, sign * $1, tolerance: 1e-5) })
      for (sample, code) in item.components.codes[unit].enumerated() {
        #expect(agree(Double(codes[unit, sample]), sign * code, tolerance: 1e-5))
      }
    }
  }

  @Test(arguments: try SetCase.all()) func ninetyPercentByDefault(_ item: SetCase) throws {
    let fit = try Fits.encoder("pca", Samples(values: item.samples))
    #expect(fit.step.outputs == item.components.count90)
    #expect(fit.notes.facts["components"] == Double(item.components.count90))
    #expect((fit.notes.facts["explained-variance"] ?? 0) >= 0.9)
  }

  @Test(arguments: try SetCase.all()) func whiteningGivesUnitVariance(_ item: SetCase) throws {
    let fit = try Fits.encoder(
      "pca", Samples(values: item.samples), ["variance": .number(1), "whiten": .flag(true)])
    let codes = fit.step.encode(item.samples)
    let scatter = Covariance.scatter(of: codes, about: Covariance.means(of: codes))
    for a in 0..<codes.features {
      for b in 0...a {
        let value = scatter[a, b] / Double(codes.count)
        #expect(agree(value, a == b ? 1 : 0, tolerance: 1e-4))
      }
    }
  }

  /// Never more components than the rank: samples less one, or bands that
  /// say something.
  @Test func noMoreThanTheRank() throws {
    let few = PlanarMatrix(rows: [[1, 2], [4, 1], [0, 0], [5, 9]])
    let all: [String: ParameterValue] = ["components": .integer(4)]
    #expect(try Fits.encoder("pca", Samples(values: few), all).step.outputs == 1)
    let same = PlanarMatrix(rows: [[1, 2, 4, 1], [1, 2, 4, 1], [7, 7, 7, 7]])
    #expect(try Fits.encoder("pca", Samples(values: same), all).step.outputs == 1)
  }

  /// Values of a million and a spread of one keep their digits.
  @Test func aLargeOffsetCostsNoDigits() throws {
    let (near, _) = Fits.blobs(300, features: 4, k: 3)
    var far = near
    for feature in 0..<4 { for index in 0..<300 { far[feature, index] += 1_048_576 } }
    var back = far
    for feature in 0..<4 { for index in 0..<300 { back[feature, index] -= 1_048_576 } }
    let all: [String: ParameterValue] = ["components": .integer(4)]
    let one = try Fits.encoder("pca", Samples(values: far), all).step.encode(far)
    let two = try Fits.encoder("pca", Samples(values: back), all).step.encode(back)
    // The saved mean of the far samples is rounded to 1/16.
    for unit in 0..<4 {
      let shift = Double(one[unit, 0] - two[unit, 0])
      #expect(abs(shift) < 0.2)
      for index in 0..<300 {
        #expect(agree(Double(one[unit, index] - two[unit, index]), shift, tolerance: 1e-4))
      }
    }
  }

  @Test func constantBandsAreRefused() {
    let message = "no principal components: every band of the sample is constant"
    #expect(throws: Failure(message)) {
      try Fits.encoder("pca", Samples(values: PlanarMatrix(rows: [[3, 3], [1, 1]])))
    }
  }
}

import Foundation
import Kernels
import Rasters
import Tensors
import TestSupport
import Testing

@testable import Encoders
@testable import Fitting
@testable import Learning

/// Codes of zero mean and unit covariance, whatever the encoder.
@Suite struct WhiteningTests {
  private static func recipe(_ encoder: String, filter: Bool = false) -> Recipe {
    var recipe = MethodTests.recipe(encoder, "k-means")
    recipe.whitening = true
    if !filter { recipe.filter = nil }
    return recipe
  }

  private static func covariance(_ codes: PlanarMatrix) -> (mean: [Double], SymmetricMatrix) {
    let mean = Covariance.means(of: codes)
    let scatter = Covariance.scatter(of: codes, about: mean)
    return (
      mean,
      SymmetricMatrix(
        order: codes.features, values: scatter.values.map { $0 / Double(codes.count) })
    )
  }

  @Test(arguments: MethodTests.encoders)
  func codesHaveUnitCovariance(_ encoder: String) throws {
    let fit = try MethodTests.fit(Self.recipe(encoder))
    let (mean, covariance) = Self.covariance(fit.codes)
    #expect(mean.allSatisfy { abs($0) < 1e-4 })
    for a in 0..<fit.codes.features {
      for b in 0..<fit.codes.features {
        #expect(abs(covariance[a, b] - (a == b ? 1 : 0)) < 2e-3, "\(encoder) \(a) \(b)")
      }
    }
  }

  /// Up to a rotation scikit-learn's PCA(whiten=True): the same distances
  /// between codes, but for dividing by n, not by n - 1.
  @Test(arguments: try SetCase.all()) func distancesEqualScikitLearns(_ item: SetCase) throws {
    let d = item.rows.count
    let identity = try Fits.encoder("identity", Samples(values: item.samples)).step
    let step = try WhitenedEncoder(identity, on: item.samples, workers: Workers(1))
    let codes = step.encode(item.samples)
    let n = Double(item.samples.count)
    let known = (0..<d).map { unit in
      let deviation = item.components.singular[unit] / n.squareRoot()
      return item.components.codes[unit].map { $0 / deviation }
    }
    guard
      item.components.singular.allSatisfy({ $0 * $0 > 1e-5 * pow(item.components.singular[0], 2) })
    else { return }
    for other in 1..<known[0].count {
      let wanted = known.reduce(0.0) { $0 + pow($1[0] - $1[other], 2) }
      let found = (0..<d).reduce(0.0) { $0 + pow(Double(codes[$1, 0] - codes[$1, other]), 2) }
      #expect(agree(found, wanted, tolerance: 1e-3))
    }
  }

  @Test(arguments: MethodTests.encoders) func modelsComeBack(_ encoder: String) throws {
    let recipe = Self.recipe(encoder, filter: true)
    let fit = try MethodTests.fit(recipe)
    let model = MethodTests.model(fit, recipe)
    #expect(model.description.whitening == true && model.description.format == 3)
    let back = try ModelFile(data: model.serialized(), name: "m")
    let codes = back.classifier.encoder.encode(
      back.classifier.scaler.apply(MethodTests.samples.values))
    #expect(codes.values == fit.codes.values)
    #expect(try back.serialized() == model.serialized())
  }

  /// A unit that never varies is not blown up; codes that are all alike are
  /// refused.
  @Test func deadUnitsStayQuiet() throws {
    var samples = Fits.blobs(500, features: 3, k: 2).samples
    for index in 0..<500 { samples[2, index] = 7 }
    let identity = try Fits.encoder("identity", Samples(values: samples)).step
    let step = try WhitenedEncoder(identity, on: samples, workers: Workers(2))
    #expect(step.encode(samples).row(2).allSatisfy { abs($0) < 0.05 })
    let same = PlanarMatrix(rows: [[1, 1, 1], [2, 2, 2]])
    let two = try Fits.encoder("identity", Samples(values: same)).step
    #expect(throws: Failure.self) {
      try WhitenedEncoder(two, on: same, workers: Workers(1))
    }
  }

  @Test func tensorsThatDoNotFitAreRefused() throws {
    let recipe = Self.recipe("pca")
    let fit = try MethodTests.fit(recipe)
    var tensors = fit.classifier.encoder.tensors
    tensors["whitening.weight"] = Tensor(shape: [9, 9], .init(repeating: 0, count: 81))
    tensors["whitening.mean"] = Tensor([Float](repeating: 0, count: 9))
    #expect(throws: Failure.self) {
      try WhitenedEncoder.restore(tensors) { try LinearEncoder(tensors: $0) }
    }
    tensors["whitening.mean"] = nil
    #expect(throws: Failure.self) {
      try WhitenedEncoder.restore(tensors) { try LinearEncoder(tensors: $0) }
    }
  }
}

import Foundation
import Kernels
import Rasters
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting
@testable import Learning

@Suite struct GaussianMixtureTests {
  static func fit(
    _ codes: PlanarMatrix, _ k: Int, _ given: [String: ParameterValue] = [:],
    context: FitContext = FitContext()
  ) throws -> (labels: [Int32], margins: [Float], notes: FitNotes) {
    let fit = try Fits.clusterer("gaussian-mixture", codes, k, given, context: context)
    let assigned = Fits.assign(fit.step, codes)
    return (assigned.labels, assigned.margins, fit.notes)
  }

  /// No prior, and many starts that differ, as sets without clusters need.
  static let thorough: [String: ParameterValue] = [
    "shrinkage": .number(0), "restarts": .integer(100), "starts": .integer(1),
    "tolerance": .number(1e-7),
    "max-iterations": .integer(1000),
  ]

  @Test(arguments: try SetCase.all(), ["full", "tied", "diagonal"])
  func asLikelyAsScikitLearn(_ item: SetCase, _ shape: String) throws {
    let expected = try #require(item.mixtures[shape])
    let given = Self.thorough.merging(["covariance": .text(shape)]) { _, new in new }
    let facts = try Self.fit(item.samples, item.k, given).notes.facts
    let likelihood = try #require(facts["mean-log-likelihood"])
    #expect(likelihood >= expected.likelihood - 1e-3)
    // The same formula: parameters log n - 2 log L.
    let n = Double(item.samples.count)
    let penalty = expected.bic + 2 * n * expected.likelihood
    let bic = try #require(facts["bic"])
    #expect(agree(bic, penalty - 2 * n * likelihood, tolerance: 1e-9))
  }

  @Test(arguments: try SetCase.all()) func likelihoodNeverFalls(_ item: SetCase) throws {
    // Without the moves of the search, which go elsewhere.
    let notes = try Self.fit(
      item.samples, item.k, ["shrinkage": .number(0), "search": .flag(false)]
    ).notes
    let history = try #require(notes.curves.first { $0.name == "mean-log-likelihood" }).values
    for (before, after) in zip(history, history.dropFirst()) { #expect(after >= before - 1e-5) }
  }

  @Test(arguments: ["full", "tied", "diagonal"], [Float(0), 1e6])
  func separatedClustersAreFound(_ shape: String, offset: Float) throws {
    let (samples, truth) = Fits.blobs(600, features: 4, k: 5, offset: offset)
    let (labels, margins, _) = try Self.fit(samples, 5, ["covariance": .text(shape)])
    #expect(samePartition(labels, truth))
    #expect(margins.allSatisfy { $0 > 0.99 && $0 <= 1 })
  }

  /// The likelihood of one Gaussian is known: -(d log 2 pi + log |S| + d) / 2.
  @Test(arguments: [Float(0), 1e6]) func oneComponentByHand(_ offset: Float) throws {
    let (samples, _) = Fits.blobs(500, features: 3, k: 2, offset: offset)
    let mean = Covariance.means(of: samples)
    let scatter = Covariance.scatter(of: samples, about: mean)
    let covariance = SymmetricMatrix(order: 3, values: scatter.values.map { $0 / 500 })
    let l = try #require(covariance.cholesky())
    let logDeterminant = 2 * (log(l[0]) + log(l[4]) + log(l[8]))
    let facts = try Self.fit(samples, 1).notes.facts
    let expected = -(3 * log(2 * .pi) + logDeterminant + 3) / 2
    #expect(agree(facts["mean-log-likelihood"], expected, tolerance: 1e-4))
  }

  /// As many components as distinct samples: every covariance is the ridge.
  @Test(arguments: ["full", "tied", "diagonal"]) func tinyClusters(_ shape: String) throws {
    let points = PlanarMatrix(rows: [[0, 0, 5, 5, 9, 9], [1, 1, 7, 7, 2, 2]])
    let (labels, margins, notes) = try Self.fit(points, 3, ["covariance": .text(shape)])
    #expect(samePartition(labels, [0, 0, 1, 1, 2, 2]))
    #expect(margins.allSatisfy { $0 == 1 })
    #expect(notes.facts["mean-log-likelihood"]?.isFinite == true)
    #expect(throws: TooFewSamples.self) { try Self.fit(points, 4) }
  }

  @Test func samplesAreThinned() throws {
    let (samples, truth) = Fits.blobs(5000, features: 3, k: 4)
    let (labels, _, notes) = try Self.fit(samples, 4, ["fit-samples": .integer(1000)])
    #expect(samePartition(labels, truth))
    let likelihood = try #require(notes.facts["mean-log-likelihood"])
    let free = 4 * 6 + 4 * 3 + 3
    #expect(
      agree(notes.facts["bic"], Double(free) * log(1000) - 2000 * likelihood, tolerance: 1e-12))
  }

  @Test(arguments: [Float.nan, .infinity]) func valuesThatAreNotFinite(_ value: Float) {
    var (samples, _) = Fits.blobs(50, features: 2, k: 2)
    samples[1, 3] = value
    #expect(throws: Failure.self) { try Self.fit(samples, 2) }
  }

  @Test func iterationsRunOut() throws {
    let item = try #require(try SetCase.all().first)
    let notes = try Self.fit(item.samples, 3, ["max-iterations": .integer(2)]).notes
    #expect(
      notes.warnings == ["the mixture stopped at its 2 iterations before it converged"])
  }

  /// Pixels far from everything, even beyond what floats can square, get a
  /// cluster.
  @Test func farPixelsHaveACluster() throws {
    let (samples, _) = Fits.blobs(300, features: 2, k: 3)
    for name in ["k-means", "gaussian-mixture"] {
      let step = try Fits.clusterer(name, samples, 3).step
      let far = PlanarMatrix(rows: [[1e4, -1e9, 1e19, 1e38], [1e4, 1e9, 1e25, -1e38]])
      let (labels, margins) = Fits.assign(step, far)
      #expect(labels.allSatisfy { (0..<3).contains($0) })
      #expect(margins.map(Classifier.percent).allSatisfy { $0 <= 100 })
      #expect(Classifier.percent(margins[3]) == 0)
    }
  }
}

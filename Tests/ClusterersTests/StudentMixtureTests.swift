import Foundation
import Kernels
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting

/// t-mixtures against EM in NumPy and densities of SciPy (make_t_mixture.py).
@Suite struct StudentMixtureTests {
  struct Reference: Decodable, Sendable {
    struct Mixture: Decodable, Sendable, CustomTestStringConvertible {
      var name: String
      var rows: [[Float]]
      var k: Int
      var degrees: Double
      var shape: String
      var shrinkage: Double
      var likelihood: Double
      var labels: [Int32]
      var testDescription: String { name }
    }
    struct Density: Decodable, Sendable {
      var degrees: Double
      var rows: [[Float]]
      var mean: [Double]
      var inverse: [Double]
      var logDeterminant: Double
      var logs: [Double]
    }
    var mixtures: [Mixture]
    var densities: [Density]
  }

  static let reference = Result {
    try JSONFixture.decode("t-mixture.json", Reference.self, in: .module)
  }

  static func fit(
    _ codes: PlanarMatrix, _ k: Int, _ given: [String: ParameterValue] = [:],
    context: FitContext = FitContext(seed: 1)
  ) throws -> Fit<any Clusterer> {
    try Fits.clusterer("t-mixture", codes, k, given, context: context)
  }

  /// The same maximum, and nearly the same partition: some samples lie between.
  @Test(arguments: try reference.get().mixtures)
  func asLikelyAsTheReference(_ item: Reference.Mixture) throws {
    let samples = PlanarMatrix(rows: item.rows)
    let given: [String: ParameterValue] = [
      "degrees": .number(item.degrees), "covariance": .text(item.shape),
      "shrinkage": .number(item.shrinkage), "tolerance": .number(1e-7),
      "max-iterations": .integer(400),
    ]
    let fit = try Self.fit(samples, item.k, given)
    #expect(agree(fit.notes.facts["mean-log-likelihood"], item.likelihood, tolerance: 1e-4))
    let labels = Fits.assign(fit.step, samples).labels
    let stability = try #require(try LabelStability(of: [labels, item.labels]))
    #expect(stability.mean > 0.98)
  }

  @Test(arguments: try reference.get().densities)
  func densitiesOfSciPy(_ item: Reference.Density) throws {
    let d = item.rows.count
    let samples = PlanarMatrix(rows: item.rows)
    let density = ComponentDensity.student(degrees: item.degrees)
    let component = MixtureComponent(
      mean: item.mean, inverse: item.inverse, logDeterminant: item.logDeterminant)
    let peak = density.peak(features: d, logDeterminant: item.logDeterminant)
    let offsets = (0..<d).map { row in
      Float((0..<d).reduce(0.0) { $0 + item.inverse[row * d + $1] * item.mean[$1] })
    }
    let mixture = MixtureClusterer(
      density, mean: [Float](repeating: 0, count: d), factors: item.inverse.map(Float.init),
      offsets: offsets, constants: [Float(peak)])
    var logs = [Float](repeating: 0, count: samples.stride)
    samples.withUnsafePointer {
      mixture.logits(
        $0, stride: samples.stride, count: samples.stride, into: &logs,
        logitStride: samples.stride, scratch: Scratch())
    }
    for (index, expected) in item.logs.enumerated() {
      let code = samples.sample(index).map(Double.init)
      let own = peak + density.fall(features: d, square: component.square(code))
      #expect(agree(own, expected, tolerance: 1e-9))
      #expect(agree(Double(logs[index]), expected, tolerance: 1e-4))
    }
  }

  /// With very many degrees of freedom there are no tails.
  @Test(arguments: ["full", "tied", "diagonal"]) func hugeDegreesAreGaussian(
    _ shape: String
  ) throws {
    let (samples, _) = Fits.blobs(600, features: 4, k: 4)
    let given: [String: ParameterValue] = ["covariance": .text(shape)]
    let tailed = try Self.fit(
      samples, 4, given.merging(["degrees": .number(1e6)]) { _, new in new })
    let normal = try Fits.clusterer(
      "gaussian-mixture", samples, 4, given, context: FitContext(seed: 1))
    #expect(Fits.assign(tailed.step, samples).labels == Fits.assign(normal.step, samples).labels)
    let likelihood = try #require(normal.notes.facts["mean-log-likelihood"])
    #expect(agree(tailed.notes.facts["mean-log-likelihood"], likelihood, tolerance: 1e-4))
    for (name, tensor) in normal.step.tensors {
      for (a, b) in zip(tensor.floats, tailed.step.tensors[name]?.floats ?? []) {
        #expect(abs(a - b) < 2e-3 * max(1, abs(a)), "\(name)")
      }
    }
  }

  @Test(arguments: try SetCase.all(), ["full", "tied", "diagonal"])
  func likelihoodNeverFalls(_ item: SetCase, _ shape: String) throws {
    let notes = try Self.fit(
      item.samples, item.k,
      ["shrinkage": .number(0), "covariance": .text(shape), "search": .flag(false)]
    ).notes
    let history = try #require(notes.curves.first { $0.name == "mean-log-likelihood" }).values
    for (before, after) in zip(history, history.dropFirst()) { #expect(after >= before - 1e-5) }
  }

  /// Twelve samples anywhere: one Gaussian flees to them, t components stay.
  @Test func outliersBendNothing() throws {
    let item = try #require(try Self.reference.get().mixtures.first { $0.name.contains("dirty") })
    let samples = PlanarMatrix(rows: item.rows)
    let labels = Fits.assign(try Self.fit(samples, 2).step, samples).labels
    #expect(samePartition(Array(labels.prefix(300)), Array(item.labels.prefix(300))))
  }

  @Test(arguments: [1, 2, 3, 8]) func anyNumberOfWorkers(_ count: Int) throws {
    let (samples, _) = Fits.blobs(9001, features: 5, k: 3)
    let one = try Self.fit(samples, 3).step.tensors
    let many = try Self.fit(
      samples, 3, context: FitContext(seed: 1, workers: Workers(count))
    ).step.tensors
    #expect(one.mapValues(\.floats) == many.mapValues(\.floats))
  }

  /// Labelled samples keep their components in their places.
  @Test func knownSamplesKeepTheirUnits() throws {
    let (samples, truth) = Fits.blobs(600, features: 3, k: 4)
    let chosen = truth.indices.filter { truth[$0] == 2 || truth[$0] == 1 }.prefix(40)
    var context = FitContext(seed: 3)
    context.known = KnownSamples(
      codes: samples.gathering(Array(chosen)),
      classes: chosen.map { truth[$0] == 2 ? 0 : 1 }, classCount: 2)
    let labels = Fits.assign(try Self.fit(samples, 4, context: context).step, samples).labels
    #expect(samePartition(labels, truth))
    for (own, right) in zip(labels, truth) where right == 1 || right == 2 {
      #expect(own == (right == 2 ? 0 : 1))
    }
  }

  @Test(arguments: ["full", "tied", "diagonal"]) func tinyClusters(_ shape: String) throws {
    let points = PlanarMatrix(rows: [[0, 0, 5, 5, 9, 9], [1, 1, 7, 7, 2, 2]])
    let fit = try Self.fit(points, 3, ["covariance": .text(shape)])
    #expect(samePartition(Fits.assign(fit.step, points).labels, [0, 0, 1, 1, 2, 2]))
    #expect(fit.notes.facts["mean-log-likelihood"]?.isFinite == true)
    #expect(throws: TooFewSamples.self) { try Self.fit(points, 4) }
  }

  @Test func constantBand() throws {
    var (samples, truth) = Fits.blobs(300, features: 3, k: 3)
    for index in 0..<300 { samples[1, index] = 7 }
    truth = Fits.blobs(300, features: 3, k: 3).labels
    let fit = try Self.fit(samples, 3)
    #expect(samePartition(Fits.assign(fit.step, samples).labels, truth))
  }

  @Test(arguments: [Float.nan, .infinity]) func valuesThatAreNotFinite(_ value: Float) {
    var (samples, _) = Fits.blobs(50, features: 2, k: 2)
    samples[1, 3] = value
    #expect(throws: (any Error).self) { try Self.fit(samples, 2) }
  }

  @Test func farPixelsHaveAUnit() throws {
    let (samples, _) = Fits.blobs(300, features: 2, k: 3)
    let far = PlanarMatrix(rows: [[1e4, -1e9, 1e19, 1e38], [1e4, 1e9, 1e25, -1e38]])
    let (labels, margins) = Fits.assign(try Self.fit(samples, 3).step, far)
    #expect(labels.allSatisfy { (0..<3).contains($0) })
    #expect(margins.prefix(3).allSatisfy { $0 >= 0 && $0 <= 1 })
  }
}

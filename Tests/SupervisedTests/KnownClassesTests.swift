import Ensembles
import Foundation
import Kernels
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting
@testable import Supervised

/// Classifiers and known units: against other programs, and what never may change.
@Suite struct KnownClassesTests {
  struct Reference: Decodable, Sendable {
    var rows: [[Float]]
    var labels: [Int]
    var test: [[Float]]
    var truth: [Int]
    var densities: [String: [[Double]]]
    var logistic: [[Double]]
    var forest: Double

    var known: KnownSamples {
      KnownSamples(codes: Self.matrix(rows), classes: labels, classCount: 4)
    }

    /// From one row for each sample.
    static func matrix(_ samples: [[Float]]) -> PlanarMatrix {
      PlanarMatrix(rows: (0..<(samples.first?.count ?? 0)).map { f in samples.map { $0[f] } })
    }
  }

  static let reference = Result {
    try JSONFixture.decode("classifiers.json", Reference.self, in: .module)
  }

  /// Log densities of Gaussians with drawn covariances, by SciPy.
  @Test(arguments: [0.05, 0.3, 5]) func densities(_ shrinkage: Double) throws {
    let reference = try Self.reference.get()
    let density = try SceneDensity(of: reference.known.codes, context: FitContext())
    let fit = try MaximumLikelihoodFit(reference.known, in: density, context: FitContext())
    let shape = ClassGaussians.Shape(shrinkage: shrinkage, components: [1, 1, 1, 1])
    let step = try ClassGaussians.fit(
      fit.known, shape, ridge: 1e-12, context: FitContext()
    ).step(mean: fit.mean, ridge: 1e-12)
    let test = Reference.matrix(Array(reference.test.prefix(40)))
    let own = try step.logits(of: test, workers: Workers(1))
    let wanted = try #require(reference.densities["\(shrinkage)"])
    for (index, densities) in wanted.enumerated() {
      for (label, value) in densities.enumerated() {
        #expect(agree(Double(own[label, index]), value, tolerance: 1e-4), "\(index) \(label)")
      }
    }
  }

  /// Logits relative to the first class, by scikit-learn.
  @Test func logisticRegression() throws {
    let reference = try Self.reference.get()
    let step = try SoftmaxClassifier(reference.known, context: FitContext())
    let test = Reference.matrix(Array(reference.test.prefix(40)))
    let own = try step.logits(of: test, workers: Workers(1))
    for (index, logits) in reference.logistic.enumerated() {
      for (label, value) in logits.enumerated() {
        let found = Double(own[label, index] - own[0, index])
        #expect(abs(found - value) < 2e-3, "\(index) \(label)")
      }
    }
  }

  /// As good as scikit-learn's forest with classes in balance.
  @Test func forestIsAsAccurate() throws {
    let reference = try Self.reference.get()
    let step = try RandomForestFit(reference.known, context: FitContext()).run()
    let labels = try step.labels(of: Reference.matrix(reference.test))
    let hits = zip(labels, reference.truth).count { Int($0) == $1 }
    #expect(Double(hits) / Double(reference.truth.count) > reference.forest - 0.05)
  }

  // MARK: all methods

  static let names = ["maximum-likelihood", "logistic-regression", "random-forest", "known-units"]

  /// Blobs, some samples of the first two (or all) of them with a class, in places of ten.
  private static func blobs(classes: Int, k: Int = 4) -> (PlanarMatrix, [Int32], KnownSamples) {
    let (samples, truth) = Fits.blobs(1600, features: 3, k: k)
    let own = truth.indices.filter { truth[$0] < classes && $0 % 5 == 0 }
    return (
      samples, truth,
      KnownSamples(
        codes: samples.gathering(own), classes: own.map { Int(truth[$0]) }, classCount: classes,
        places: own.map { $0 / 200 })
    )
  }

  private static func fit(
    _ name: String, _ codes: PlanarMatrix, _ clusters: Int, _ known: KnownSamples,
    threads: Int = 1
  ) throws -> Fit<any Clusterer> {
    let method = try #require(ClustererMethod.ofModel(name))
    var context = FitContext(seed: 3, workers: Workers(threads))
    context.known = known
    return try method.fit(codes, clusters, Parameters(method.parameters), context)
  }

  @Test(arguments: names) func classesAreFoundAndSaved(_ name: String) throws {
    let (samples, truth, known) = Self.blobs(classes: 4)
    let step = try Self.fit(name, samples, 4, known).step
    #expect(try step.labels(of: samples) == truth)
    let method = try #require(ClustererMethod.ofModel(name))
    let again = try method.restore(step.tensors, Parameters(method.parameters))
    #expect(again.tensors == step.tensors)
    #expect(Fits.assign(again, samples).labels == Fits.assign(step, samples).labels)
    #expect(Fits.assign(again, samples).margins == Fits.assign(step, samples).margins)
  }

  @Test(arguments: names) func threadsChangeNothing(_ name: String) throws {
    let (samples, _, known) = Self.blobs(classes: 2)
    let one = try Self.fit(name, samples, 4, known).step.tensors
    #expect(try Self.fit(name, samples, 4, known, threads: 3).step.tensors == one)
  }

  /// Every label is the best logit, whatever the number of pixels in a chunk.
  @Test(arguments: names) func labelsFollowLogits(_ name: String) throws {
    let (samples, _, known) = Self.blobs(classes: 2)
    let step = try Self.fit(name, samples, 4, known).step
    let logits = try step.logits(of: samples, workers: Workers(1))
    let (labels, margins) = Fits.assign(step, samples)
    for index in 0..<samples.count {
      let own = logits.sample(index)
      #expect(own[Int(labels[index])] == own.max())
      #expect((0...1).contains(margins[index]))
    }
  }

  struct Odd: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var rows: [[Float]]
    var classes: [Int]
    init(_ name: String, _ rows: [[Float]], _ classes: [Int]) {
      (testDescription, self.rows, self.classes) = (name, rows, classes)
    }
  }

  static let odd = [
    Odd("one class", [[1, 2, 3, 4], [2, 1, 2, 1]], [0, 0, 0, 0]),
    Odd("one pixel", [[1], [2]], [0]),
    Odd("a class of one pixel", [[1, 1.1, 0.9, 5], [1, 0.9, 1.2, 5]], [0, 0, 0, 1]),
    Odd("a constant band", [[1, 2, 8, 9], [4, 4, 4, 4]], [0, 0, 1, 1]),
    Odd("everything constant", [[1, 1, 1, 1], [4, 4, 4, 4]], [0, 0, 1, 1]),
    Odd("fewer samples than bands", [[1, 9], [2, 8], [3, 7], [4, 6]], [0, 1]),
    Odd("huge values", [[1e15, 2e15, 8e15, 9e15], [0, 0, 1, 2]], [0, 0, 1, 1]),
    Odd("tiny values", [[1e-15, 2e-15, 8e-15, 9e-15], [0, 0, 1e-15, 2e-15]], [0, 0, 1, 1]),
  ]

  @Test(arguments: names, odd) func oddLabels(_ name: String, _ odd: Odd) throws {
    let codes = PlanarMatrix(rows: odd.rows)
    let known = KnownSamples(
      codes: codes, classes: odd.classes, classCount: (odd.classes.max() ?? 0) + 1,
      places: Array(odd.classes.indices))
    let step = try Self.fit(name, codes, known.classCount, known).step
    let labels = try step.labels(of: codes).map { Int($0) }
    #expect(labels.allSatisfy { (0..<known.classCount).contains($0) })
    if !odd.testDescription.hasSuffix("constant"), odd.testDescription != "huge values",
      odd.testDescription != "tiny values", name == "maximum-likelihood"
    {
      #expect(labels == odd.classes)
    }
    for tensor in step.tensors.values {
      #expect(tensor.floats.allSatisfy { $0.isFinite })
    }
  }

  @Test(arguments: names) func codesThatAreNotFiniteAreRefused(_ name: String) {
    let codes = PlanarMatrix(rows: [[1, .nan, 3, 4]])
    let known = KnownSamples(codes: codes, classes: [0, 0, 1, 1], classCount: 2)
    #expect(throws: (any Error).self) { try Self.fit(name, codes, 2, known) }
    #expect(throws: (any Error).self) {
      try #require(ClustererMethod.ofModel(name)).fit(
        codes, 2, Parameters([]), FitContext())
    }
  }

  @Test func damagedTreesAreRefused() throws {
    let (_, _, known) = Self.blobs(classes: 2)
    let tensors = try RandomForestFit(known, context: FitContext()).run().tensors
    let features = try #require(tensors["features"]).floats
    let split = try #require(features.firstIndex { $0 >= 0 })
    for (name, place, value) in [
      ("next", split, Float(0)), ("features", split, 99), ("sizes", 0, 1e6), ("shape", 1, 0),
      ("next", split, 0.5),
    ] {
      var damaged = tensors
      var floats = try #require(damaged[name]).floats
      floats[place] = value
      damaged[name] = .init(floats)
      #expect(throws: (any Error).self, "\(name)") { try RandomForest(tensors: damaged) }
    }
  }

  // MARK: discovery

  /// Two of four kinds of ground are known: the others are found, and nothing is lost.
  @Test func othersAreDiscovered() throws {
    let (samples, truth, known) = Self.blobs(classes: 2)
    for inner in ["gaussian-mixture", "k-means", "ward"] {
      let method = try #require(ClustererMethod.named(inner))
      var context = FitContext(seed: 3)
      context.known = known
      let step = try method.besideKnown(Parameters(method.parameters)).fit(
        samples, 4, Parameters([]), context
      ).step
      let labels = try step.labels(of: samples)
      let wrong = zip(labels, truth).count { $0 < 2 || $1 < 2 ? $0 != $1 : false }
      #expect(wrong < samples.count / 20, "\(inner)")
      #expect(Set(zip(labels, truth).filter { $1 == 2 }.map(\.0)).count <= 2)
    }
  }

  /// Where all ground is known, no unit is made of its fringes.
  @Test func nothingIsDiscoveredWhereAllIsKnown() throws {
    let (samples, truth, known) = Self.blobs(classes: 4)
    let fit = try Self.fit("known-units", samples, 8, known)
    let labels = try fit.step.labels(of: samples)
    let lost = zip(labels, truth).count { $0 != $1 }
    #expect(Double(lost) < 0.1 * Double(samples.count))
    #expect(fit.step.clusters < 8)
    #expect(fit.notes.warnings.count == 1)
  }

  // MARK: cross-validation

  /// Places are held out whole, each once; a class of a single place never.
  @Test func placesAreHeldOutWhole() {
    let places = [0, 0, 1, 1, 2, 2, 7, 7, 9, 9, 9]
    let classes = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2]
    let known = KnownSamples(
      codes: PlanarMatrix(features: 1, count: 11), classes: classes, classCount: 3, places: places)
    let folds = PlaceFolds(known, seed: 4)
    #expect(folds.count == 3)
    #expect(folds.parts[10] == nil)
    for (index, place) in places.enumerated() where index < 10 {
      for (other, same) in places.enumerated() where other < 10 && classes[other] == classes[index]
      {
        #expect((folds.parts[other] == folds.parts[index]) == (same == place))
      }
    }
    for part in 0..<3 {
      #expect(Set(folds.kept(part).map { classes[$0] }).count == 3)
      #expect(folds.kept(part).count + folds.heldOut(part).count == 11)
    }
  }

  @Test func crossValidationCountsEverySampleOnce() throws {
    let (_, _, known) = Self.blobs(classes: 3)
    for method in ClustererMethod.classifiers {
      let crossed = try #require(
        try CrossValidation(
          method, Parameters(method.parameters), on: known, context: FitContext()))
      #expect(crossed.counts.map { $0.reduce(0, +) } == known.members.map(\.count))
      #expect(crossed.parts == 5 && crossed.unjudged.isEmpty)
      for label in 0..<3 { #expect(crossed.counts[label][label] == known.members[label].count) }
    }
    let single = KnownSamples(codes: known.codes, classes: known.classes, classCount: 3)
    let method = ClassMixture.method
    #expect(
      try CrossValidation(method, Parameters([]), on: single, context: FitContext()) == nil)
  }
}

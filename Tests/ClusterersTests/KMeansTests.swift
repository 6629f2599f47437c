import Kernels
import Rasters
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting

@Suite struct KMeansTests {
  static func fit(
    _ codes: PlanarMatrix, _ k: Int, _ given: [String: ParameterValue] = [:],
    context: FitContext = FitContext()
  ) throws -> (labels: [Int32], notes: FitNotes, step: any Clusterer) {
    let fit = try Fits.clusterer("k-means", codes, k, given, context: context)
    return (Fits.assign(fit.step, codes).labels, fit.notes, fit.step)
  }

  /// Sets without clusters have many optima, which ten starts seldom see.
  static let restarts = ["overlapping": 60]

  @Test(arguments: try SetCase.all()) func asGoodAsScikitLearn(_ item: SetCase) throws {
    let restarts = Self.restarts[item.name] ?? 10
    let (labels, notes, _) = try Self.fit(
      item.samples, item.k, ["restarts": .integer(restarts)])
    let inertia = try #require(notes.facts["inertia"])
    #expect(inertia <= item.inertia * (1 + 1e-4))
    if ["blobs", "one feature"].contains(item.name) { #expect(samePartition(labels, item.labels)) }
  }

  /// (0, 0), (0, 2) and (10, 0), (10, 2): centres (0, 1) and (10, 1), each
  /// sample one away from its own.
  @Test func fourPointsByHand() throws {
    let points = PlanarMatrix(rows: [[0, 10, 0, 10], [0, 0, 2, 2]])
    let (labels, notes, step) = try Self.fit(points, 2)
    #expect(notes.facts["inertia"] == 4 && notes.warnings.isEmpty)
    #expect(samePartition(labels, [0, 1, 0, 1]))
    #expect(step.tensors["mean"]?.floats == [5, 1])
    #expect(step.tensors["centres"]?.floats.sorted() == [-5, 0, 0, 5])
    let margins = Fits.assign(step, PlanarMatrix(rows: [[0, 5, 2.5], [1, 1, 1]])).margins
    #expect(margins[0] == 1 && margins[1] == 0 && abs(margins[2] - 2 / 3) < 1e-6)
  }

  @Test(arguments: [Float(1e6), -1e6]) func aHugeOffsetCostsNothing(_ offset: Float) throws {
    let (samples, truth) = Fits.blobs(600, features: 4, k: 5, offset: offset)
    let (labels, notes, _) = try Self.fit(samples, 5)
    #expect(samePartition(labels, truth))
    #expect(abs((notes.facts["inertia"] ?? 0) / (600 * 4) - 1) < 0.1)
  }

  @Test func duplicatesAndAsManyClustersAsPoints() throws {
    let points = PlanarMatrix(rows: [(0..<90).map { Float($0 % 3) }])
    for k in 1...3 {
      let (labels, notes, _) = try Self.fit(points, k)
      #expect(Set(labels).count == k)
      #expect((notes.facts["inertia"] ?? -1) >= 0)
    }
    #expect(try Self.fit(points, 3).notes.facts["inertia"] == 0)
    #expect(throws: TooFewSamples(asked: 4, distinct: 3)) { try Self.fit(points, 4) }
  }

  @Test func tooFewSamples() {
    let alike = TooFewSamples(asked: 2, distinct: 1)
    #expect(throws: alike) { try Self.fit(PlanarMatrix(rows: [[7, 7, 7]]), 2) }
    #expect(
      alike.description
        == "2 units were asked for, but every band of the sample is constant: it holds one spectrum"
    )
    #expect(alike.ofObjects.description.contains("2 groups were asked for"))
    #expect(throws: TooFewSamples(asked: 1, distinct: 0)) {
      try Self.fit(PlanarMatrix(features: 3, count: 0), 1)
    }
  }

  @Test func oneCluster() throws {
    let (samples, _) = Fits.blobs(100, features: 2, k: 3)
    let (labels, _, step) = try Self.fit(samples, 1)
    #expect(Set(labels) == [0] && step.clusters == 1)
    #expect(Fits.assign(step, samples).margins.allSatisfy { (0...1).contains($0) })
  }

  @Test func manyClustersOfFewSamples() throws {
    let (samples, _) = Fits.blobs(255, features: 3, k: 5)
    let (labels, notes, _) = try Self.fit(samples, 255)
    #expect(Set(labels).count == 255)
    #expect(abs(notes.facts["inertia"] ?? 1) < 0.05)
  }

  /// Clusters without members go to the samples that lie farthest off, each
  /// to another one.
  @Test func emptyClustersAreSeededAnew() throws {
    let points = PlanarMatrix(rows: [[-10, -9, 0, 1, 18]])
    let fit = try KMeansFit(
      points, clusters: 4, parameters: Parameters(KMeansClusterer.method.parameters),
      context: FitContext())
    #expect(fit.reseeded([-10, .nan, .nan, 0], empty: [1, 2]) == [-10, 18, -9, 0])
    #expect(fit.reseeded([.nan, .nan, .nan, 0], empty: [0, 1, 2]) == [18, -10, -9, 0])
  }

  @Test func iterationsRunOut() throws {
    var random = RandomSequence(seed: 1)
    let noise = PlanarMatrix(
      rows: (0..<2).map { _ in (0..<5000).map { _ in Float(random.uniform()) } })
    let notes = try Self.fit(
      noise, 30, ["max-iterations": .integer(1), "tolerance": .number(0)]
    ).notes
    #expect(notes.warnings == ["k-means stopped at its 1 iterations before it converged"])
  }

  @Test(arguments: [Float.nan, .infinity]) func valuesThatAreNotFinite(_ value: Float) {
    var (samples, _) = Fits.blobs(50, features: 2, k: 2)
    samples[1, 3] = value
    #expect(throws: Failure("k-means: the codes hold values that are not finite")) {
      try Self.fit(samples, 2)
    }
  }

  /// Separated clusters are found whatever the order of the samples.
  @Test func orderOfSamplesDoesNotMatter() throws {
    let (samples, _) = Fits.blobs(400, features: 3, k: 4)
    var order = Array(0..<400)
    var random = RandomSequence(seed: 3)
    random.shuffle(&order)
    let one = try Self.fit(samples, 4).labels
    let two = try Self.fit(samples.gathering(order), 4).labels
    #expect(samePartition(order.map { one[$0] }, two))
  }

  @Test func aCheckpointEndsIt() {
    let (samples, _) = Fits.blobs(100, features: 2, k: 2)
    let context = FitContext(checkpoint: { throw Failure("stopped") })
    #expect(throws: Failure("stopped")) { try Self.fit(samples, 2, context: context) }
  }
}

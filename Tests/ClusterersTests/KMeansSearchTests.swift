import Kernels
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting

/// Breathing, and starts that see a part of many samples.
@Suite struct KMeansSearchTests {
  static func fit(
    _ samples: PlanarMatrix, _ k: Int, _ given: [String: ParameterValue] = [:],
    _ context: FitContext = FitContext()
  ) throws -> KMeansFit {
    try KMeansFit(
      samples, clusters: k, parameters: Parameters(KMeansClusterer.method.parameters, given: given),
      context: context)
  }

  /// Samples on a line: 40 about each of `places`.
  static func line(_ places: [Float], each: Int = 40) -> PlanarMatrix {
    PlanarMatrix(rows: [places.flatMap { place in (0..<each).map { place + 0.01 * Float($0) } }])
  }

  /// (-10, 0, 0.4 and 10, 10.4) by hand: without its centre a sample goes to
  /// the next.
  @Test func meritsByHand() throws {
    let fit = try Self.fit(PlanarMatrix(rows: [[-10, 0, 0.4, 10, 10.4]]), 2)
    let centres: [Float] = [-10, 0.2, 10].map { $0 - fit.mean[0] }
    let merits = try fit.merits(of: centres)
    for (found, expected) in [
      (merits.error, [0, 0.08, 0.16]),
      (merits.utility, [104.04, 100 + 92.16 - 0.08, 96.04 + 104.04 - 0.16]),
    ] {
      for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-3) }
    }
  }

  /// Two centres in one clump and one over two others is where Lloyd's
  /// iterations stay, and breathing does not.
  @Test func aBreathMovesACentreAcrossOthers() throws {
    let fit = try Self.fit(Self.line([0, 10, 40, 50]), 4)
    let stuck = try fit.lloyd(from: [0, 0.2, 5, 45].map { $0 - fit.mean[0] })
    let least = try fit.lloyd(from: [0, 10, 40, 50].map { $0 - fit.mean[0] }).inertia
    let breathed = try fit.breathed(stuck, start: 0)
    #expect(stuck.inertia > 100 * least)
    #expect(breathed.centres.count == 4 && abs(breathed.inertia / least - 1) < 1e-3)
  }

  @Test func aBreathNeverMakesItWorse() throws {
    let (samples, _) = Fits.blobs(500, features: 3, k: 9)
    for k in [2, 5, 30] {
      let fit = try Self.fit(samples, k)
      let plain = try fit.lloyd(from: fit.startingCentres(start: 0))
      let breathed = try fit.breathed(plain, start: 0)
      #expect(breathed.inertia <= plain.inertia && breathed.centres.count == k * 3)
    }
  }

  /// Starts that see a part of many samples end where those that see all do.
  @Test func manySamplesAsGoodAsAll() throws {
    let (samples, _) = Fits.blobs(70_000, features: 2, k: 6)
    let fit = try Self.fit(samples, 6, ["restarts": .integer(2)])
    let all = try fit.best { try fit.lloyd(from: fit.startingCentres(start: $0)) }
    let found = try #require(try fit.search().notes.facts["inertia"])
    #expect(found <= all.inertia * (1 + 1e-5))
  }

  /// Three samples of seventy thousand that hold nearly all of the variance
  /// are not in most parts: then all samples are looked at.
  @Test func fewFarSamplesAreNotLost() throws {
    var (samples, _) = Fits.blobs(70_000, features: 2, k: 3)
    for (index, place) in [17, 30_001, 69_999].enumerated() {
      samples[0, place] = 1e4 * Float(index + 1)
    }
    let labels = Fits.assign(
      try Self.fit(samples, 4, ["restarts": .integer(2)]).search().step, samples
    ).labels
    for place in [17, 30_001, 69_999] {
      #expect(labels.filter { $0 == labels[place] }.count == 1)
    }
  }

  /// Nearly all samples alike: a part does not hold as many different ones as
  /// there are clusters.
  @Test func partsWithTooFewDistinctSamples() throws {
    var samples = PlanarMatrix(features: 1, count: 66_000)
    samples[0, 5] = 1
    samples[0, 50_000] = 2
    let fit = try Self.fit(samples, 3).search()
    #expect(fit.notes.facts["inertia"] == 0)
  }

  @Test func threadsDoNotMatter() throws {
    let (samples, _) = Fits.blobs(70_000, features: 2, k: 5)
    let fits = try [1, 3].map { threads in
      try Self.fit(
        samples, 5, ["restarts": .integer(4)], FitContext(workers: Workers(threads))
      ).search().step.tensors["centres"]
    }
    #expect(fits[0] == fits[1])
  }
}

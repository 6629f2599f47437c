import Foundation
import Kernels
import Tensors
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting

/// What every clusterer keeps to.
@Suite struct ClustererTests {
  static let names = ClustererMethod.single.map(\.name)

  private func fit(
    _ name: String, _ samples: PlanarMatrix, _ k: Int, workers: Int = 1, seed: UInt64 = 3,
    given: [String: ParameterValue] = [:]
  ) throws -> Fit<any Clusterer> {
    let method = try #require(ClustererMethod.single.first { $0.name == name })
    return try method.fit(
      samples, k, Parameters(method.parameters, given: given),
      FitContext(seed: seed, workers: Workers(workers)))
  }

  /// `k` tight clusters on a circle, interleaved: sample i is of i % k.
  private func ring(_ count: Int, k: Int, offset: Double = 0, scale: Double = 1) -> PlanarMatrix {
    var random = RandomSequence(seed: 2)
    var out = PlanarMatrix(features: 2, count: count)
    for index in 0..<count {
      let turn = 2 * Double.pi * Double(index % k) / Double(k)
      out[0, index] = Float(offset + scale * (10 * cos(turn) + 0.2 * random.normal()))
      out[1, index] = Float(offset + scale * (10 * sin(turn) + 0.2 * random.normal()))
    }
    return out
  }

  private func truth(_ count: Int, k: Int) -> [Int32] { (0..<count).map { Int32($0 % k) } }

  @Test(arguments: names)
  func findsWhatLiesApart(_ name: String) throws {
    let samples = ring(900, k: 5)
    let labels = try fit(name, samples, 5).step.labels(of: samples)
    #expect(try LabelStability(of: [labels, truth(900, k: 5)])?.mean == 1)
  }

  @Test(arguments: names)
  func sameForAnyWorkersAndAgain(_ name: String) throws {
    let samples = Fits.overlappingBlobs(3000, features: 3, k: 4).0
    let fits = try [1, 1, 2, 5].map { try fit(name, samples, 6, workers: $0) }
    for other in fits.dropFirst() {
      #expect(other.step.tensors == fits[0].step.tensors)
      #expect(other.notes == fits[0].notes)
    }
    let labels = try fits[0].step.labels(of: samples)
    #expect(try fits[0].step.labels(of: samples, workers: Workers(3)) == labels)
    #expect(labels.allSatisfy { (0..<6).contains($0) })
  }

  @Test(arguments: names)
  func modelGivesTheSameLabels(_ name: String) throws {
    let samples = Fits.overlappingBlobs(700, features: 4, k: 3).0
    let method = try #require(ClustererMethod.single.first { $0.name == name })
    let step = try fit(name, samples, 4).step
    let restored = try method.restore(step.tensors, Parameters(method.parameters))
    #expect(restored.clusters == 4 && restored.inputs == 4)
    #expect(try restored.labels(of: samples) == step.labels(of: samples))
  }

  @Test(arguments: names)
  func marginsAreShares(_ name: String) throws {
    let samples = Fits.overlappingBlobs(256, features: 3, k: 3).0
    let step = try fit(name, samples, 3).step
    var labels = [Int32](repeating: 0, count: 256)
    var margins = [Float](repeating: -1, count: 256)
    samples.withUnsafePointer {
      step.assign(
        $0, stride: samples.stride, count: 256, labels: &labels, margins: &margins,
        scratch: Scratch())
    }
    #expect(margins.allSatisfy { (0...1).contains($0) })
    #expect(Set(margins).count > 50)
  }

  // MARK: catastrophes

  @Test(arguments: names)
  func oneCluster(_ name: String) throws {
    let samples = ring(200, k: 4)
    #expect(try fit(name, samples, 1).step.labels(of: samples).allSatisfy { $0 == 0 })
  }

  /// Each in a cluster of its own.
  @Test(arguments: names)
  func asManyAsDistinctSamples(_ name: String) throws {
    var samples = PlanarMatrix(features: 2, count: 60)
    for index in 0..<60 {
      samples[0, index] = Float(1 + index % 3)
      samples[1, index] = Float(4 - (index % 3) * (index % 3))
    }
    let labels = try fit(name, samples, 3).step.labels(of: samples)
    #expect(try LabelStability(of: [labels, truth(60, k: 3)])?.mean == 1)
    let error = #expect(throws: (any Error).self) { try fit(name, samples, 4) }
    #expect("\(try #require(error))".contains("only 3 distinct spectra: ask for at most 3"))
  }

  @Test(arguments: names)
  func oneFeature(_ name: String) throws {
    var samples = PlanarMatrix(features: 1, count: 100)
    for index in 0..<100 { samples[0, index] = Float(index % 2 == 0 ? -5 : 5) }
    let labels = try fit(name, samples, 2).step.labels(of: samples)
    #expect(try LabelStability(of: [labels, truth(100, k: 2)])?.mean == 1)
  }

  @Test(arguments: names)
  func oneSample(_ name: String) throws {
    let samples = PlanarMatrix(rows: [[2], [3]])
    #expect(try fit(name, samples, 1).step.labels(of: samples) == [0])
    #expect(throws: (any Error).self) { try fit(name, PlanarMatrix(features: 2, count: 0), 1) }
  }

  /// A large common offset costs no digits; an angle, though, is another one.
  @Test(arguments: names.filter { $0 != "spherical-k-means" })
  func farFromZero(_ name: String) throws {
    let samples = ring(600, k: 4, offset: 30_000)
    let labels = try fit(name, samples, 4).step.labels(of: samples)
    #expect(try LabelStability(of: [labels, truth(600, k: 4)])?.mean == 1)
  }

  @Test(arguments: names, [Float.nan, .infinity])
  func valuesThatAreNotFinite(_ name: String, _ value: Float) throws {
    var samples = ring(300, k: 3)
    samples[1, 7] = value
    #expect(throws: (any Error).self) { try fit(name, samples, 3) }
  }

  // MARK: one by one

  @Test func lengthDoesNotCountOnTheSphere() throws {
    let samples = ring(400, k: 3)
    var scaled = samples
    for index in 0..<400 {
      for feature in 0..<2 { scaled[feature, index] *= Float(1 + index % 7) }
    }
    scaled[0, 5] = 0
    scaled[1, 5] = 0
    let step = try fit("spherical-k-means", samples, 3).step
    let labels = try step.labels(of: samples)
    let other = try step.labels(of: scaled)
    for index in 0..<400 where index != 5 { #expect(labels[index] == other[index]) }
    #expect((0..<3).contains(other[5]))
    let centres = try step.tensors.tensor("centres", shape: [3, 2]).floats
    for row in 0..<3 {
      #expect(abs(hypot(centres[2 * row], centres[2 * row + 1]) - 1) < 1e-6)
    }
  }

  @Test func codebookMustHoldTheUnits() {
    let error = #expect(throws: (any Error).self) {
      try fit("ward", ring(100, k: 4), 9, given: ["codebook": .integer(8)])
    }
    #expect(error.map { "\($0)" }?.contains("raise 'codebook'") == true)
  }

  /// Groups of a codebook that stands for many samples are those of the
  /// samples.
  @Test func codebookStandsForSamples() throws {
    let samples = ring(4000, k: 6)
    let labels = try fit("ward", samples, 6, given: ["codebook": .integer(60)])
      .step.labels(of: samples)
    #expect(try LabelStability(of: [labels, truth(4000, k: 6)])?.mean == 1)
  }

  @Test func damagedCodebook() throws {
    let step = try fit("ward", ring(50, k: 3), 3).step
    for groups: [Float] in [[0, 0.5], [0, 7], [0, -1], [0, 2], []] {
      var tensors = step.tensors
      let count = groups.count
      tensors["centres"] = Tensor(
        shape: [count, 2], [Float](repeating: 1, count: 2 * count))
      tensors["groups"] = Tensor(groups)
      #expect(throws: (any Error).self) { try WardClusterer(tensors: tensors) }
    }
  }

  @Test func cutsOfATree() throws {
    let tree = try WardTree(centres: [[0], [10], [1], [11], [50]], weights: [1, 1, 1, 1, 1])
    #expect(tree.groups(5) == [0, 1, 2, 3, 4])
    #expect(tree.groups(3) == [0, 1, 0, 1, 2])
    #expect(tree.groups(2) == [0, 0, 0, 0, 1])
    #expect(tree.groups(1) == [0, 0, 0, 0, 0])
    #expect(tree.merges.map(\.height).first == 1)
    #expect(try WardTree(centres: [], weights: []).groups(1).isEmpty)
    #expect(try WardTree(centres: [[3]], weights: [2]).groups(1) == [0])
  }
}

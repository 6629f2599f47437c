import Foundation
import Kernels
import Rasters
import Tensors
import TestSupport
import Testing

@testable import Clusterers
@testable import Encoders
@testable import Ensembles
@testable import Fitting

/// Votes of clusterers in several spaces.
@Suite struct SpectralVoteTests {
  private struct Reference: Decodable {
    var temperature: Double
    var clusters: Int
    var start: [Int32]
    var members: [[Int32]]
    var counts: [Int]
    var prior: [Double]
    var logits: [[Double]]
  }

  private static func context(_ samples: Samples, workers: Int = 1) -> FitContext {
    var context = FitContext(workers: Workers(workers))
    context.noise = samples.differences.flatMap(Samples.noise)
    return context
  }

  /// Pixels of a smooth image, in which three units are told apart by two bands.
  private static let image: Samples = {
    var image = Fits.image(4, 3000, noise: [0.1, 0.2, 0.1, 0.3])
    for sample in 0..<3000 {
      let unit = Float((sample / 250) % 3)
      image.values[0, sample] += 30 * unit
      image.values[1, sample] -= 20 * unit
    }
    return image
  }()

  private static let members: [String: ParameterValue] = [
    "members": .texts(["z/k-means", "mnf/gaussian-mixture", "pca/tied-mixture", "mnf/k-means*2"])
  ]

  @Test func consensusIsNumPys() throws {
    let wanted = try JSONFixture.decode("consensus.json", Reference.self, in: .module)
    let consensus = try MultinomialConsensus(
      wanted.members, counts: wanted.counts, clusters: wanted.clusters, start: wanted.start,
      temperature: wanted.temperature)
    for (own, other) in zip(consensus.prior, wanted.prior) { #expect(abs(own - other) < 1e-3) }
    for (index, row) in wanted.logits.enumerated() {
      let own = consensus.logits(wanted.members.map { $0[index] })
      for (a, b) in zip(own, row) { #expect(abs(a - b) < 5e-3) }
    }
  }

  @Test func unitsAreFoundByEveryNumberOfWorkers() throws {
    let labels = try [1, 2, 3].map { workers in
      let fit = try Fits.clusterer(
        "vote", Self.image.values, 3, Self.members,
        context: Self.context(Self.image, workers: workers))
      return Fits.assign(fit.step, Self.image.values)
    }
    let truth = (0..<3000).map { Int32(($0 / 250) % 3) }
    let shared = try Alikeness.information(labels[0].labels, truth)
    #expect(shared > 0.9)
    let alike = labels.allSatisfy { $0 == labels[0] }
    #expect(alike)
    #expect(labels[0].margins.allSatisfy { (0...1).contains($0) })
  }

  @Test func comesBackFromItsTensors() throws {
    let fit = try Fits.clusterer(
      "vote", Self.image.values, 3, Self.members, context: Self.context(Self.image))
    let back = try SpectralVote(tensors: fit.step.tensors)
    let (first, second) = (
      Fits.assign(fit.step, Self.image.values), Fits.assign(back, Self.image.values)
    )
    let same = first == second
    #expect(same)
    #expect(
      back.memberNames == ["z/k-means", "mnf/gaussian-mixture", "pca/tied-mixture"]
        + ["mnf/k-means*2"])
  }

  /// Damaged models are refused, whatever is missing or empty.
  @Test(
    arguments: [
      "prior": Tensor([]), "table.0": nil, "table.3": Tensor([1, 2]), "space.mnf.weight": nil,
      "member.1.mnf/gaussian-mixture.constants": nil, "member.7.z/k-means.centres": Tensor([1]),
      "member.x": Tensor([1]), "member.0.z/dice.centres": Tensor([1]),
    ] as [String: Tensor?])
  func damageIsRefused(_ name: String, _ tensor: Tensor?) throws {
    let fit = try Fits.clusterer(
      "vote", Self.image.values, 3, Self.members, context: Self.context(Self.image))
    var tensors = fit.step.tensors
    tensors[name] = tensor
    #expect(throws: Failure.self) { try SpectralVote(tensors: tensors) }
  }

  @Test func logitsBelongToTheLabels() throws {
    let fit = try Fits.clusterer(
      "vote", Self.image.values, 3, Self.members, context: Self.context(Self.image))
    var logits = [Float](repeating: 0, count: 3 * Chunk.pixels)
    var shares = [Float](repeating: 0, count: Chunk.pixels)
    let vote = try #require(fit.step as? SpectralVote)
    Self.image.values.withUnsafePointer { x in
      vote.logits(
        x, stride: Self.image.values.stride, count: Chunk.pixels, into: &logits,
        logitStride: Chunk.pixels, scratch: Scratch())
      vote.agreement(
        x, stride: Self.image.values.stride, count: Chunk.pixels, into: &shares,
        scratch: Scratch())
    }
    let labels = Fits.assign(vote, Self.image.values).labels
    for pixel in 0..<Chunk.pixels {
      let row = (0..<3).map { logits[$0 * Chunk.pixels + pixel] }
      #expect(row.max() == row[Int(labels[pixel])])
      #expect((0...1.0001).contains(shares[pixel]))
    }
    #expect(shares.reduce(0, +) > 0.9 * Float(Chunk.pixels))
  }

  /// Without neighbours there is no noise to whiten by: such members stay away.
  @Test func membersThatNeedNoiseStayAway() throws {
    let fit = try Fits.clusterer("vote", Self.image.values, 3, Self.members)
    #expect((fit.step as? SpectralVote)?.memberNames == ["z/k-means", "pca/tied-mixture"])
    #expect(fit.notes.warnings.count == 1)
    #expect(throws: Failure.self) {
      try Fits.clusterer("vote", Self.image.values, 3, ["members": .texts(["mnf/k-means"])])
    }
  }

  @Test(arguments: [
    ("z/k-means", true), ("mnf/t-mixture*3", true), ("z", false), ("", false),
    ("z/k-means*", false),
    ("z/k-means*0", false), ("z/k-means*9", false), ("z/k-means/ward", false), ("Z/k-means", false),
    ("pca/vote", false),
  ])
  func names(_ name: String, _ isOne: Bool) {
    #expect((SpectralMember(name)?.description == name) == isOne)
    #expect(SpectralMember.names.contains(name) == isOne)
  }

  /// Each sum holds the row of its label, at the edges of vectors too.
  @Test(arguments: [1, 3, 16, 17]) func rowsAreAdded(_ clusters: Int) {
    let labels = (0..<64).map { Int32(($0 * 7) % 5) }
    let table = (0..<5 * clusters).map { Float($0) * 0.5 - 3 }
    var sums = [Float](repeating: 1, count: clusters * 64)
    Planar.addRows(
      clusters: clusters, rows: 5, count: 64, table: table, labels: labels, into: &sums, stride: 64)
    for cluster in 0..<clusters {
      for pixel in 0..<64 {
        let wanted = 1 + table[Int(labels[pixel]) * clusters + cluster]
        #expect(sums[cluster * 64 + pixel] == wanted)
      }
    }
  }
}

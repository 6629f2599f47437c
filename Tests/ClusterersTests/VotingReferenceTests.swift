import Foundation
import Kernels
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting

/// Ward in rounds and BIRCH against scikit-learn (fixture by make_voting.py).
@Suite struct VotingReferenceTests {
  struct Reference: Decodable, Sendable {
    struct Birch: Decodable, Sendable, CustomTestStringConvertible {
      var name: String
      var rows: [[Float]]
      var threshold: Double
      var branching: Int
      var k: Int
      var subclusters: Int
      var labels: [Int32]
      var centroids: [[Double]]
      var testDescription: String { name }
    }
    var ward: [WardReference]
    var birch: [Birch]
  }

  static let reference = Result {
    try JSONFixture.decode("voting.json", Reference.self, in: .module)
  }

  /// The same partition, whatever the numbers are.
  static func same(_ a: [Int32], _ b: [Int32]) -> Bool {
    let pairs = Set(zip(a, b).map { [$0, $1] })
    return a.count == b.count && pairs.count == Set(a).count && pairs.count == Set(b).count
  }

  private static func points(_ codes: PlanarMatrix) -> [Double] {
    (0..<codes.count).flatMap { codes.sample($0).map(Double.init) }
  }

  @Test func wardIsThatOfScikitLearn() throws {
    for one in try Self.reference.get().ward {
      let codes = PlanarMatrix(rows: one.rows)
      let tree = try WardRounds.tree(
        centres: Self.points(codes), width: codes.features,
        weights: [Double](repeating: 1, count: codes.count),
        context: FitContext(workers: Workers(2)))
      for (ours, theirs) in zip(tree.merges.map(\.height), one.heights) {
        #expect(agree(ours, theirs, tolerance: 1e-6), "\(one.name): \(ours) \(theirs)")
      }
      #expect(tree.merges.count == one.heights.count)
      for cut in one.cuts {
        #expect(Self.same(tree.groups(cut.k).map(Int32.init), cut.labels), "\(one.name) \(cut.k)")
        let member = try WardOfSamples.fit(codes, groups: cut.k, context: FitContext())
        #expect(Self.same(member.labels, cut.labels), "\(one.name) \(cut.k)")
      }
    }
  }

  @Test func birchIsThatOfScikitLearn() throws {
    for one in try Self.reference.get().birch {
      let codes = PlanarMatrix(rows: one.rows)
      let mean = Covariance.means(of: codes)
      let tree = try BirchTree(
        codes, mean: mean, threshold: one.threshold, branching: one.branching,
        context: FitContext())
      #expect(tree.centroids.count == one.subclusters * codes.features, "\(one.name)")
      // Leaves may come in another order.
      let width = codes.features
      let ours = stride(from: 0, to: tree.centroids.count, by: width).map {
        Array(tree.centroids[$0..<$0 + width])
      }.sorted { $0[0] < $1[0] }
      let theirs = one.centroids.map { zip($0, mean).map { $0 - $1 } }.sorted { $0[0] < $1[0] }
      for (a, b) in zip(ours, theirs) {
        #expect(zip(a, b).allSatisfy { agree($0, $1, tolerance: 1e-6) }, "\(one.name)")
      }
      let member = try VotingMember.fit(
        "birch", codes, groups: one.k,
        given: ["threshold": .number(one.threshold), "branching": .integer(one.branching)],
        context: FitContext())
      #expect(Self.same(member.labels, one.labels), "\(one.name)")
    }
  }

  /// Weighted points, many more than a block, against the chain of nearest
  /// neighbours.
  @Test func roundsFindTheTreeOfTheChain() throws {
    var random = RandomSequence(seed: 5)
    let width = 7
    let centres = (0..<900).map { _ in (0..<width).map { _ in random.normal() } }
    let weights = centres.map { _ in Double(1 + random.index(below: 9)) }
    let chain = try WardTree(centres: centres, weights: weights)
    let trees = try [1, 3].map { threads in
      try WardRounds.tree(
        centres: centres.flatMap { $0 }, width: width, weights: weights,
        context: FitContext(workers: Workers(threads)))
    }
    #expect(trees[0] == trees[1])
    for count in [1, 2, 7, 40, 300, 899, 900] {
      #expect(trees[0].groups(count) == chain.groups(count), "\(count)")
    }
    for (a, b) in zip(trees[0].merges, chain.merges) { #expect(agree(a.height, b.height)) }
  }

  @Test func equalPointsAndLatticesEnd() throws {
    let lattice = (0..<30).flatMap { x in (0..<30).map { y in [Double(x), Double(y)] } }
    let tree = try WardRounds.tree(
      centres: lattice.flatMap { $0 }, width: 2,
      weights: [Double](repeating: 1, count: lattice.count), context: FitContext())
    #expect(tree.merges.count == 899)
    #expect(Set(tree.groups(9)).count == 9)
    let codes = PlanarMatrix(rows: [[1, 1, 1, 5, 5, 9, 1, 9]])
    let member = try WardOfSamples.fit(codes, groups: 3, context: FitContext())
    #expect(Self.same(member.labels, [0, 0, 0, 1, 1, 2, 0, 2]))
    #expect(throws: (any Error).self) {
      try WardOfSamples.fit(codes, groups: 4, context: FitContext())
    }
  }
}

import Foundation
import Kernels
import TestSupport
import Testing

@testable import Clusterers
@testable import Encoders
@testable import Fitting

/// Alignment, votes, rules and completion.
@Suite struct VotingTests {
  @Test func alignmentIsOneToOneOrByMajority() {
    let pivot: [Int32] = [0, 0, 0, 0, 1, 1, 2]
    let labels: [Int32] = [2, 2, 1, 1, 0, 0, 0]
    #expect(
      LabelAlignment.majority.names(of: labels, clusters: 3, pivot: pivot, groups: 3) == [1, 0, 0])
    // Clusters 1 and 2 both lie in group 0; one of them has to do without.
    let single = LabelAlignment.assignment.names(of: labels, clusters: 3, pivot: pivot, groups: 3)
    #expect(single[0] == 1)
    #expect(single[1...].compactMap { $0 } == [0])
    #expect(
      LabelAlignment.majority.names(of: [0, 0], clusters: 2, pivot: [1, 1], groups: 2) == [1, nil])
  }

  static let ballots = Ballots(
    votes: [
      [0, 0, 1, 1, 1, 2, 2],
      [0, 1, 1, 1, 1, 2, -1],
      [0, 1, 1, 1, 0, 0, -1],
    ], groups: 3)

  @Test func theRuleDecidesWhoIsRejected() {
    let all = VotedGroups(Self.ballots, rule: .unanimous)
    #expect(all.group == [2, 0, 1, 1, 0, 0, 0])
    #expect(all.sizes == [2, 1])
    #expect(all.rejected == 4)
    #expect(all.agreement.map { ($0 * 3).rounded() } == [3, 2, 3, 3, 2, 2, 1])
    // The vote for a group that has nobody is no vote for a number.
    #expect(all.votes[0] == [2, 2, 1, 1, 1, 0, 0])
    let two = VotedGroups(Self.ballots, rule: .atLeast(2, of: 3))
    #expect(two.group == [2, 1, 1, 1, 1, 3, 0])
    #expect(VotedGroups(Self.ballots, rule: .atLeast(1, of: 3)).group[6] == 2)
  }

  @Test func centresAreThoseOfVotedSamples() {
    let codes = PlanarMatrix(rows: [[10, 99, 1, 3, 99, 99, 99]])
    #expect(VotedGroups(Self.ballots, rule: .unanimous).centres(codes) == [[2], [10]])
  }

  @Test(arguments: ["2-of-4", "0-of-3", "4-of-3", "most", "2-of", "-of-3", "2 of 3", "UNANIMOUS"])
  func rulesThatMeanNothingAreRefused(_ text: String) {
    #expect(throws: (any Error).self) { try VotingRule(text, members: 3) }
  }

  @Test func rulesAreRead() throws {
    #expect(try VotingRule("unanimous", members: 3).needed(members: 3) == 3)
    #expect(try VotingRule("2-of-3", members: 3).needed(members: 3) == 2)
  }

  /// Six clouds far apart, in an order that says nothing.
  private func clouds(_ count: Int, seed: UInt64 = 1) -> (codes: PlanarMatrix, truth: [Int32]) {
    var random = RandomSequence(seed: seed)
    let truth = (0..<count).map { _ in Int32(random.index(below: 6)) }
    let rows = (0..<4).map { feature in
      truth.map { Float(random.normal()) + ($0 == feature ? 30 : $0 == feature + 2 ? -30 : 0) }
    }
    return (PlanarMatrix(rows: rows), truth)
  }

  @Test(arguments: LabelAlignment.allCases)
  func membersAgreeOnClouds(_ alignment: LabelAlignment) throws {
    let (codes, truth) = clouds(700)
    let names = ["k-means", "ward", "birch", "gaussian-mixture", "k-means"]
    let ensemble = try VotingEnsemble(
      codes: codes, settings: VoteSettings(groups: 6, members: names, alignment: alignment),
      context: FitContext(seed: 3))
    let voted = VotedGroups(ensemble.fitted, rule: .unanimous)
    #expect(voted.rejected == 0)
    #expect(VotingReferenceTests.same(voted.group.map(Int32.init), truth))
    #expect(voted.sizes == voted.sizes.sorted(by: >))
    // What they have not seen goes where what they have seen is.
    let (more, kind) = clouds(300, seed: 2)
    let ballots = try ensemble.votes(on: more, workers: Workers(2))
    let outcome = VotedGroups(ballots, rule: .unanimous)
    #expect(VotingReferenceTests.same(outcome.group.map(Int32.init), kind))
  }

  @Test func completionKnowsItsNeighboursAndItsDoubts() throws {
    let (codes, truth) = clouds(600)
    var groups = truth.map { Int($0) + 1 }
    let hidden = stride(from: 0, to: 600, by: 5).map { $0 }
    for index in hidden { groups[index] = 0 }
    let completion = try #require(
      try NeighbourCompletion(codes, groups: groups, context: FitContext()))
    let found = try completion.complete(codes.gathering(hidden), context: FitContext())
    #expect(zip(hidden, found).allSatisfy { Int(truth[$0]) + 1 == $1.group })
    #expect(found.allSatisfy { $0.confidence > 0.99 && $0.confidence <= 1 })
    // Groups that mean nothing cannot be told apart.
    var random = RandomSequence(seed: 9)
    let noise = groups.map { _ in 1 + random.index(below: 4) }
    let lost = try #require(try NeighbourCompletion(codes, groups: noise, context: FitContext()))
    let guesses = try lost.complete(codes, context: FitContext())
    #expect(guesses.reduce(0) { $0 + $1.confidence } / 600 < 0.45)
    #expect(
      try NeighbourCompletion(codes, groups: groups.map { _ in 0 }, context: FitContext()) == nil)
  }

  @Test func isotonicRegressionPoolsWhatFalls() {
    let pairs =
      [(1, true), (1, false), (2, false), (2, false), (2, true), (2, false)]
      + [(4, true), (4, true)]
    let fitted = NeighbourCompletion.isotonic(
      pairs.map { (level: $0.0, isRight: $0.1) }, levels: 6)
    #expect(fitted[1] == fitted[2] && abs(fitted[1] - 2.0 / 6) < 1e-12)
    #expect(fitted[3] == fitted[2])
    #expect(fitted[4] == 1 && fitted[5] == 1)
    #expect(zip(fitted, fitted.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func randomizedComponentsAreTheComponents() throws {
    var random = RandomSequence(seed: 4)
    let (count, width) = (300, 80)
    let gains = (0..<width).map { Float($0 < 6 ? 12 - 1.5 * Double($0) : 0.2) }
    var samples = (0..<count * width).map { Float(random.normal()) * gains[$0 % width] + 3 }
    let planar = PlanarMatrix(
      rows: (0..<width).map { f in (0..<count).map { samples[$0 * width + f] } })
    let original = samples
    let found = try RandomizedComponents(
      &samples, width: width, components: 6, whitening: 1, context: FitContext(seed: 8))
    let scatter = Covariance.scatter(of: planar, about: Covariance.means(of: planar))
    let exact = try #require(scatter.eigen()).values.map { $0 / Double(count) }
    for (a, b) in zip(found.variances, exact) { #expect(agree(a, b, tolerance: 1e-4)) }
    let codes = (0..<count).map { row in
      original.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { found.code($0 + row * width) } ?? []
      }
    }
    for i in 0..<6 {
      for j in 0...i {
        let product =
          codes.reduce(0.0) { $0 + Double($1[i]) * Double($1[j]) } / Double(count)
        #expect(abs(product - (i == j ? 1 : 0)) < 2e-3)
      }
    }
  }
}

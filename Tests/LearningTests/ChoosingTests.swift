import Foundation
import Kernels
import TestSupport
import Testing

@testable import Fitting
@testable import Learning

/// What is looked at to choose a number of units.
@Suite struct ChoosingTests {
  struct Reference: Decodable, Sendable {
    struct BIC: Decodable, Sendable, CustomTestStringConvertible {
      var name: String
      var rows: [[Float]]
      var labels: [Int32]
      var k: Int
      var bic: Double?
      var testDescription: String { name }
    }
    struct Stability: Decodable, Sendable, CustomTestStringConvertible {
      var name: String
      var labelings: [[Int32]]
      var mean: Double
      var deviation: Double
      var testDescription: String { name }
    }
    var bic: [BIC]
    var stability: [Stability]
  }

  static let reference = Result {
    try JSONFixture.decode("choosing.json", Reference.self, in: .module)
  }

  @Test(arguments: try reference.get().bic)
  func bicOfSpheres(_ item: Reference.BIC) {
    let moments = ClusterMoments(
      of: PlanarMatrix(rows: item.rows), groups: LabelGroups(labels: item.labels, clusters: item.k))
    #expect(agree(moments.sphericalBIC, item.bic, tolerance: 1e-9))
  }

  @Test(arguments: try reference.get().stability)
  func stabilityIsTheMeanAdjustedRandIndex(_ item: Reference.Stability) throws {
    let stability = try #require(try LabelStability(of: item.labelings))
    #expect(agree(stability.mean, item.mean))
    #expect(agree(stability.deviation, item.deviation))
  }

  @Test func stabilityNeedsTwo() throws {
    #expect(try LabelStability(of: []) == nil)
    #expect(try LabelStability(of: [[0, 1]]) == nil)
    #expect(try LabelStability(of: [[], []])?.mean == 1)
  }

  @Test func elbow() {
    #expect(Elbow.index(x: [1, 2, 3, 4, 5], y: [10, 4, 1, 0.8, 0.6]) == 2)
    #expect(Elbow.index(x: [1, 2, 3], y: [3, 2, 1]) == nil)
    #expect(Elbow.index(x: [1, 2, 3], y: [1, 2, 3]) == nil)
    #expect(Elbow.index(x: [1, 2], y: [3, 1]) == nil)
    #expect(Elbow.index(x: [], y: []) == nil)
    #expect(Elbow.index(x: [4, 4, 4], y: [3, 2, 1]) == nil)
  }

  @Test func gapOfLogarithms() throws {
    let gap = try #require(GapStatistic(inertia: 1, references: [exp(2), exp(4)]))
    #expect(agree(gap.gap, 3))
    #expect(agree(gap.error, 1.5.squareRoot()))
    #expect(GapStatistic(inertia: 0, references: [1]) == nil)
    #expect(GapStatistic(inertia: 1, references: []) == nil)
    #expect(GapStatistic(inertia: 1, references: [1, nil]) == nil)
  }

  @Test func gapTakesTheFirstWithinAnError() {
    #expect(GapStatistic.choice([(2, 0.1, 0), (3, 0.5, 0), (4, 0.55, 0.1), (5, 0.9, 0)]) == 3)
    #expect(GapStatistic.choice([(2, 0.1, 0), (3, 0.5, 0)]) == nil)
    #expect(GapStatistic.choice([]) == nil)
  }

  /// Along its own axes: what is drawn about a slanted line lies on it.
  @Test func principalBox() throws {
    let line = PlanarMatrix(rows: [[0, 1, 2, 5], [1, 3, 5, 11]])
    var random = RandomSequence(seed: 1)
    let points = try #require(PrincipalBox(of: line)).draw(500, &random)
    #expect(points.count == 500 && points.features == 2)
    for index in 0..<500 {
      #expect(abs(points[1, index] - 2 * points[0, index] - 1) < 1e-5)
      #expect((-1e-5...5.00001).contains(points[0, index]))
    }
    #expect((points.row(0).max() ?? 0) - (points.row(0).min() ?? 0) > 4.5)
    #expect(PrincipalBox(of: PlanarMatrix(features: 2, count: 0)) == nil)
    #expect(PrincipalBox(of: PlanarMatrix(rows: [[1, .nan]])) == nil)
  }
}

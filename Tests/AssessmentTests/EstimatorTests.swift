import Foundation
import Kernels
import Testing

@testable import Assessment

/// The estimators against the published example, numpy, and the truth.
@Suite struct EstimatorTests {
  /// Olofsson et al. 2014, table 8: deforestation, forest gain, stable
  /// forest, stable non-forest; 10 million pixels of 0.09 ha.
  static let weights = [0.02, 0.015, 0.32, 0.645]
  static let published = [[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]]

  static func stratified(_ matrix: [[Int]], weights: [Double]) -> StratifiedEstimator {
    let counts = matrix.indices.map { stratum in
      matrix.indices.map { row in
        row == stratum ? matrix[row] : matrix[row].map { _ in 0 }
      }
    }
    return StratifiedEstimator(weights: weights, counts: counts, classes: matrix.count)
  }

  /// Section 5.2 of the paper, with its own digits.
  @Test func publishedExample() throws {
    let estimator = Self.stratified(Self.published, weights: Self.weights)
    let show = { (e: Estimate) in
      String(format: "%.2f ± %.2f", e.value, e.margin ?? .nan)
    }
    #expect(String(format: "%.3f", estimator.overall.value) == "0.947")
    #expect(show(estimator.overall) == "0.95 ± 0.02")
    #expect(
      try (0..<4).map { show(try #require(estimator.users($0))) }
        == ["0.88 ± 0.07", "0.73 ± 0.10", "0.93 ± 0.04", "0.96 ± 0.02"])
    #expect(
      try (0..<4).map { show(try #require(estimator.producers($0))) }
        == ["0.75 ± 0.21", "0.85 ± 0.25", "0.93 ± 0.03", "0.96 ± 0.02"])
    // Deforestation: 235,086 pixels or 21,158 ha, with 6158 ha on either side.
    let pixels = estimator.area(0).scaled(by: 10_000_000)
    #expect(pixels.value.rounded() == 235_086)
    #expect((pixels.margin ?? 0).rounded() == 68_418)
    let hectares = (0..<4).map { estimator.area($0).scaled(by: 900_000) }
    #expect(hectares.map { $0.value.rounded() } == [21_158, 11_686, 285_770, 581_386])
    #expect((hectares[0].margin ?? 0).rounded() == 6158)
    #expect((hectares[1].margin ?? 0).rounded() == 3756)
    // The error matrix of area proportions, table 9.
    let table = estimator.proportions.map { $0.map { String(format: "%.4f", $0) } }
    #expect(table[0] == ["0.0176", "0.0000", "0.0013", "0.0011"])
    #expect(table[3] == ["0.0040", "0.0020", "0.0179", "0.6212"])
  }

  private struct Case: Decodable {
    var weights: [Double]
    var counts: [[[Int]]]
    var classes: Int
    var overall: [Double]
    var users: [[Double]?]
    var producers: [[Double]?]
    var areas: [[Double]]
  }

  @Test func numpySaysTheSame() throws {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let data = try Data(contentsOf: folder.appendingPathComponent("assessment.json"))
    let cases = try JSONDecoder().decode([Case].self, from: data)
    #expect(cases.count == 12)
    for item in cases {
      let estimator = StratifiedEstimator(
        weights: item.weights, counts: item.counts, classes: item.classes)
      expect(estimator.overall, item.overall)
      for index in 0..<item.classes {
        expect(estimator.users(index), item.users[index])
        expect(estimator.producers(index), item.producers[index])
        expect(estimator.area(index), item.areas[index])
      }
    }
  }

  private func expect(_ found: Estimate?, _ wanted: [Double]?) {
    #expect((found == nil) == (wanted == nil))
    guard let found, let wanted else { return }
    #expect(abs(found.value - wanted[0]) < 1e-12)
    #expect(abs((found.standardError ?? .nan) - wanted[1]) < 1e-9)
  }

  /// Over many samples of one truth, 95 % intervals hold it about 95 times
  /// in a hundred, and estimates do not lean to a side.
  @Test func intervalsCoverTheTruth() throws {
    // Shares of the truth within each map class.
    let truth = [[0.85, 0.05, 0.10], [0.10, 0.80, 0.10], [0.03, 0.07, 0.90]]
    let weights = [0.15, 0.25, 0.60]
    let sizes = [80, 100, 220]
    let overall = (0..<3).reduce(0) { $0 + weights[$1] * truth[$1][$1] }
    let areas = (0..<3).map { column in
      (0..<3).reduce(0) { $0 + weights[$1] * truth[$1][column] }
    }
    let trials = 2000
    var hits = [Int](repeating: 0, count: 5)
    var mean = 0.0
    for trial in 0..<trials {
      var random = RandomSequence(seed: UInt64(trial), stream: 5)
      let matrix = (0..<3).map { row -> [Int] in
        var counts = [0, 0, 0]
        for _ in 0..<sizes[row] {
          let draw = random.uniform()
          counts[draw < truth[row][0] ? 0 : draw < truth[row][0] + truth[row][1] ? 1 : 2] += 1
        }
        return counts
      }
      let estimator = Self.stratified(matrix, weights: weights)
      mean += estimator.overall.value / Double(trials)
      let producers = try #require(estimator.producers(1))
      let pairs =
        [(estimator.overall, overall), (producers, weights[1] * 0.8 / areas[1])]
        + (0..<3).map { (estimator.area($0), areas[$0]) }
      for (index, (estimate, value)) in pairs.enumerated()
      where abs(estimate.value - value) <= estimate.margin ?? 0 { hits[index] += 1 }
    }
    #expect(abs(mean - overall) < 0.002)
    for count in hits { #expect((0.93...0.97).contains(Double(count) / Double(trials))) }
  }

  @Test func whatIsNotKnownIsNotGiven() throws {
    // Stratum 1 was not visited, stratum 2 once; class 3 is never found.
    let estimator = StratifiedEstimator(
      weights: [0.5, 0.3, 0.2],
      counts: [
        [[8, 2, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        [[Int]](repeating: [0, 0, 0, 0], count: 4),
        [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]],
      ], classes: 4)
    #expect(estimator.users(1) == nil && estimator.users(3) == nil)
    #expect(estimator.producers(3) == nil)
    #expect(estimator.producers(1)?.value == 0)
    #expect(abs(estimator.overall.value - (0.5 * 0.8 + 0.2) / 0.7) < 1e-12)
    #expect(estimator.overall.standardError == nil)
    #expect(estimator.users(0)?.standardError != nil)
    #expect(estimator.users(2)?.standardError == nil)
  }
}

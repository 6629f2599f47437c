import Foundation
import Kernels
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting

/// Clusterers against scikit-learn's of the same kind.
@Suite struct ClustererReferenceTests {
  struct Reference: Decodable, Sendable {
    struct Mixture: Decodable, Sendable, CustomTestStringConvertible {
      var name: String
      var rows: [[Float]]
      var k: Int
      var bic: Double
      var icl: Double
      var testDescription: String { name }
    }
    struct KMeans: Decodable, Sendable, CustomTestStringConvertible {
      var name: String
      var rows: [[Float]]
      var k: Int
      var inertia: Double
      var testDescription: String { name }
    }
    var ward: [WardReference]
    var mixtures: [Mixture]
    var kMeans: [KMeans]
  }

  static let reference = Result {
    try JSONFixture.decode("clusterers.json", Reference.self, in: .module)
  }

  private func fit(
    _ name: String, _ rows: [[Float]], _ k: Int, _ given: [String: ParameterValue] = [:]
  ) throws -> (labels: [Int32], notes: FitNotes) {
    let method = try #require(ClustererMethod.single.first { $0.name == name })
    let samples = PlanarMatrix(rows: rows)
    let fit = try method.fit(
      samples, k, Parameters(method.parameters, given: given), FitContext(seed: 1))
    return (try fit.step.labels(of: samples), fit.notes)
  }

  /// The very same partition, and the heights of the merges above it.
  @Test(arguments: try reference.get().ward)
  func wardIsExact(_ item: WardReference) throws {
    for cut in item.cuts {
      let own = try fit("ward", item.rows, cut.k, ["codebook": .integer(2000)])
      #expect(try LabelStability(of: [own.labels, cut.labels])?.mean == 1, "\(cut.k)")
      let heights = try #require(own.notes.curves.first).values
      for (a, b) in zip(heights, item.heights) { #expect(agree(a, b, tolerance: 1e-6)) }
      #expect(heights.count == min(64, item.rows[0].count - 1))
    }
  }

  /// Densities are in single precision, hence the tolerance.
  @Test(arguments: try reference.get().mixtures)
  func criteriaOfAMixture(_ item: Reference.Mixture) throws {
    let own = try fit(
      "gaussian-mixture", item.rows, item.k,
      ["shrinkage": .number(0), "tolerance": .number(0), "max-iterations": .integer(1000)])
    #expect(agree(own.notes.facts["bic"], item.bic, tolerance: 1e-4))
    #expect(agree(own.notes.facts["icl"], item.icl, tolerance: 2e-3))
  }

  @Test(
    arguments: try reference.get().kMeans, [["init": "k-means++"], ["init": "k-means||"]])
  func leastInertia(_ item: Reference.KMeans, _ start: [String: String]) throws {
    let own = try fit("k-means", item.rows, item.k, start.mapValues { .text($0) })
    #expect(agree(own.notes.facts["inertia"], item.inertia, tolerance: 1e-4))
  }

  @Test(arguments: try reference.get().kMeans)
  func miniBatchesComeNear(_ item: Reference.KMeans) throws {
    let own = try fit("mini-batch-k-means", item.rows, item.k)
    #expect(own.notes.facts["inertia"] ?? .infinity < 1.05 * item.inertia)
    #expect(own.notes.facts["inertia"] ?? 0 > 0.999 * item.inertia)
  }
}

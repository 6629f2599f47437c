import Fitting
import Foundation
import Kernels
import TestSupport
import Testing

/// Indices of clusterings against scikit-learn's.
@Suite struct QualityTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Expected: Decodable, Sendable {
      var inertia: Double?
      var daviesBouldin: Double?
      var calinskiHarabasz: Double?
      var silhouette: Double?
    }
    var name: String
    var rows: [[Float]]
    var labels: [Int32]
    var k: Int
    var expected: Expected

    var testDescription: String { name }
    var samples: PlanarMatrix { PlanarMatrix(rows: rows) }
  }

  @Test(arguments: try JSONFixture.decode("quality.json", [Case].self, in: .module))
  func equalsScikitLearn(_ item: Case) throws {
    let quality = try ClusterQuality(of: item.samples, labels: item.labels, clusters: item.k)
    #expect(agree(quality.inertia, item.expected.inertia))
    // scikit-learn expands |a - b|^2, which costs it digits far from 0.
    #expect(agree(quality.daviesBouldin, item.expected.daviesBouldin, tolerance: 1e-8))
    #expect(agree(quality.calinskiHarabasz, item.expected.calinskiHarabasz))
    #expect(agree(quality.silhouette, item.expected.silhouette))
    #expect(quality.samples == item.labels.filter { $0 >= 0 && $0 < item.k }.count)
    #expect(quality.clusters + quality.emptyClusters == item.k)
  }

  @Test func workersDoNotMatter() throws {
    let (samples, labels) = Fits.overlappingBlobs(700, features: 5, k: 6)
    let qualities = try [1, 2, 5].map {
      try ClusterQuality(
        of: samples, labels: labels, clusters: 6, context: FitContext(workers: Workers($0)))
    }
    #expect(qualities[0] == qualities[1])
    #expect(qualities[0] == qualities[2])
  }

  @Test func orderOfLabelsDoesNotMatter() throws {
    let (samples, labels) = Fits.overlappingBlobs(300, features: 3, k: 4)
    let one = try ClusterQuality(of: samples, labels: labels, clusters: 4)
    let two = try ClusterQuality(of: samples, labels: labels.map { 3 - $0 }, clusters: 4)
    #expect(agree(one.daviesBouldin, two.daviesBouldin))
    #expect(agree(one.calinskiHarabasz, two.calinskiHarabasz))
    #expect(agree(one.silhouette, two.silhouette))
  }

  /// The silhouette of a sample is near that of all, the same for a seed,
  /// and on no more than was asked for.
  @Test func silhouetteOfASample() throws {
    let (samples, labels) = Fits.overlappingBlobs(3000, features: 4, k: 3)
    let judge = { (limit: Int, seed: UInt64) in
      try ClusterQuality(
        of: samples, labels: labels, clusters: 3, silhouetteSamples: limit,
        context: FitContext(seed: seed))
    }
    let whole = try judge(3000, 0)
    let part = try judge(800, 1)
    #expect(part.silhouetteSamples == 800)
    #expect(part == (try judge(800, 1)))
    #expect(part.silhouette != (try judge(800, 2).silhouette))
    #expect(agree(part.silhouette, whole.silhouette, tolerance: 0.02))
    #expect(part.inertia == whole.inertia)
    #expect(try judge(-1, 0).silhouette == nil)
  }

  @Test func drawsNoMoreThanAllowed() {
    let many = Array(0..<20_000)
    let drawn = ClusterQuality.draw(ClusterQuality.largestSilhouette, of: many, seed: 4)
    #expect(drawn.count == 5000)
    #expect(Set(drawn).count == 5000)
    #expect(drawn == drawn.sorted())
  }

  @Test(arguments: [Float.nan, .infinity])
  func valuesThatAreNotFinite(_ value: Float) throws {
    var (samples, labels) = Fits.overlappingBlobs(50, features: 2, k: 2)
    samples[1, 7] = value
    let quality = try ClusterQuality(of: samples, labels: labels, clusters: 2)
    #expect(quality.inertia == nil && quality.daviesBouldin == nil)
    #expect(quality.calinskiHarabasz == nil && quality.silhouette == nil)
    #expect(try JSONEncoder().encode(quality).count > 0)
    labels[7] = -1
    #expect(try ClusterQuality(of: samples, labels: labels, clusters: 2).silhouette != nil)
  }

  @Test func labelsMustFitSamples() {
    #expect(throws: (any Error).self) {
      try ClusterQuality(of: PlanarMatrix(features: 2, count: 3), labels: [0], clusters: 1)
    }
  }

  @Test func nothingToJudge() throws {
    let quality = try ClusterQuality(
      of: PlanarMatrix(features: 0, count: 0), labels: [], clusters: -4)
    #expect(quality.inertia == nil && quality.emptyClusters == 0)
  }
}

import Ensembles
import Kernels
import Rasters
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting
@testable import Learning

/// Clusterers that keep units which are known before the fit.
@Suite struct KnownUnitsTests {
  /// Blobs, and a few samples of two of them as known.
  private static func knownBlobs(_ wanted: [Int32]) -> (PlanarMatrix, [Int32], KnownSamples) {
    let (samples, truth) = Fits.blobs(900, features: 3, k: 5)
    var places: [Int] = []
    var classes: [Int] = []
    for (index, label) in wanted.enumerated() {
      let own = truth.indices.filter { truth[$0] == label }.prefix(6)
      places += own
      classes += own.map { _ in index }
    }
    return (
      samples, truth,
      KnownSamples(codes: samples.gathering(places), classes: classes, classCount: wanted.count)
    )
  }

  @Test(arguments: ClustererMethod.keepingKnown) func knownComeFirst(_ name: String) throws {
    for wanted: [Int32] in [[3, 1], [0], [4, 3, 2, 1, 0]] {
      let (samples, truth, known) = Self.knownBlobs(wanted)
      var context = FitContext(seed: 2)
      context.known = known
      let fit = try Fits.clusterer(name, samples, 5, [:], context: context)
      let labels = Fits.assign(fit.step, samples).labels
      #expect(samePartition(labels, truth))
      for (cluster, label) in wanted.enumerated() {
        let place = try #require(truth.firstIndex(of: label))
        #expect(labels[place] == Int32(cluster), "\(name) \(wanted)")
      }
    }
  }

  @Test func namesOfThoseThatDo() {
    #expect(ClustererMethod.keepingKnown == ["k-means", "gaussian-mixture", "t-mixture"])
  }

  /// A class of six samples weighs as much as a cluster; one of many is
  /// never made lighter than it is.
  @Test func weights() {
    let known = KnownSamples(
      codes: PlanarMatrix(features: 1, count: 106),
      classes: [Int](repeating: 0, count: 6) + [Int](repeating: 1, count: 100), classCount: 2)
    let factor = KnownSamples.pull
    #expect(known.weights(samples: 6000, clusters: 10) == [factor * 100, max(1, factor * 6)])
    #expect(known.weights(samples: 10, clusters: 10) == [1, 1])
  }

  /// Known units keep the first numbers, the others go by brightness.
  @Test func orderOfUnits() {
    let samples = PlanarMatrix(rows: [[9, 9, 1, 1, 5, 5, 3, 3]])
    let labels: [Int32] = [0, 0, 1, 1, 2, 2, 3, 3]
    #expect(
      CanonicalOrder.units(samples: samples, labels: labels, clusters: 4, known: 1)
        == [1, 2, 4, 3])
    #expect(CanonicalOrder.units(samples: samples, labels: labels, clusters: 4) == [4, 1, 3, 2])
  }
}

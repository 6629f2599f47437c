import Foundation
import Kernels
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting

/// What every clusterer says of all its clusters, not of the best alone.
@Suite struct LogitTests {
  static let names = ClustererMethod.single.map(\.name)

  private static func logits(_ step: any Clusterer, _ codes: PlanarMatrix) -> PlanarMatrix {
    var out = PlanarMatrix(features: step.clusters, count: codes.count)
    let scratch = Scratch()
    codes.withUnsafePointer { x in
      out.withUnsafeMutablePointer { y in
        for start in stride(from: 0, to: codes.stride, by: Chunk.pixels) {
          step.logits(
            x + start, stride: codes.stride, count: min(Chunk.pixels, codes.stride - start),
            into: y + start, logitStride: codes.stride, scratch: scratch)
        }
      }
    }
    return out
  }

  /// Differences between the best and the second.
  private static func lead(_ values: [Float]) -> (best: Int, lead: Float) {
    let order = values.indices.sorted { values[$0] > values[$1] }
    return (order[0], values[order[0]] - values[order[1]])
  }

  @Test(arguments: names) func theBestIsTheOneThatIsAssigned(_ name: String) throws {
    let (codes, _) = Fits.blobs(600, features: 3, k: 4, offset: 20)
    let step = try Fits.clusterer(name, codes, 5).step
    let labels = Fits.assign(step, codes).labels
    let logits = Self.logits(step, codes)
    for sample in 0..<codes.count {
      let (best, lead) = Self.lead(logits.sample(sample))
      #expect(best == Int(labels[sample]) || lead < 1e-3)
    }
  }

  /// Squares of distances differ as the definition says.
  @Test func ofKMeansAreHalfSquaredDistances() throws {
    let (codes, _) = Fits.blobs(100, features: 2, k: 3, offset: 5)
    let step = try Fits.clusterer("k-means", codes, 3).step
    let centres = try step.tensors.tensor("centres", shape: [3, 2]).floats
    let mean = try step.tensors.tensor("mean", shape: [2]).floats
    let logits = Self.logits(step, codes)
    for sample in 0..<codes.count {
      let halves = (0..<3).map { cluster in
        (0..<2).reduce(0.0) {
          let step = Double(codes[$1, sample] - mean[$1] - centres[cluster * 2 + $1])
          return $0 - step * step / 2
        }
      }
      for cluster in 1..<3 {
        let found = Double(logits[cluster, sample] - logits[0, sample])
        #expect(abs(found - (halves[cluster] - halves[0])) < 1e-3)
      }
    }
  }

  /// Softmax of a mixture's logits are its responsibilities: their margin.
  @Test func ofAMixtureAreLogProbabilities() throws {
    let (codes, _) = Fits.blobs(400, features: 2, k: 3)
    let step = try Fits.clusterer("gaussian-mixture", codes, 4).step
    let margins = Fits.assign(step, codes).margins
    let logits = Self.logits(step, codes)
    for sample in 0..<codes.count {
      let values = logits.sample(sample).map(Double.init)
      let top = values.max() ?? 0
      let total = values.reduce(0) { $0 + exp($1 - top) }
      let shares = values.map { exp($0 - top) / total }.sorted(by: >)
      #expect(abs(Double(margins[sample]) - (shares[0] - shares[1])) < 1e-4)
    }
    #expect(step.logitScale(of: codes, labels: []) == 1)
  }

  /// One over the variance within clusters: blobs have the deviation 1.
  @Test(arguments: ["k-means", "mini-batch-k-means", "ward"])
  func scaleIsThatOfTheSpread(_ name: String) throws {
    let (codes, labels) = Fits.blobs(6000, features: 3, k: 4)
    let step = try Fits.clusterer(name, codes, 4).step
    #expect(abs(step.logitScale(of: codes, labels: labels) - 1) < 0.05)
  }

  /// Samples that are all alike give no scale.
  @Test(arguments: names) func withoutSpreadTheScaleIsOne(_ name: String) throws {
    let codes = PlanarMatrix(rows: [[1, 2, 1, 2, 1, 2], [3, 4, 3, 4, 3, 4]])
    let step = try Fits.clusterer(name, codes, 2, context: FitContext(seed: 1)).step
    let scale = step.logitScale(of: codes, labels: [0, 1, 0, 1, 0, 1])
    #expect(scale >= 1 && scale.isFinite)
  }
}

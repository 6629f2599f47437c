import Kernels
import Rasters
import TestSupport
import Testing

@testable import Fitting
@testable import Learning

@Suite struct ClassifierTests {
  @Test func unitsGoFromDarkToBright() {
    let samples = PlanarMatrix(rows: [[9, 1, 5, 9, 1, 5], [900, 100, 500, 900, 100, 500]])
    let units = CanonicalOrder.units(samples: samples, labels: [0, 1, 2, 0, 1, 2], clusters: 3)
    #expect(units == [3, 1, 2])
  }

  /// A band of large numbers counts as one of small ones; a constant band
  /// does not count; a cluster without samples comes last.
  @Test func bandsCountAlike() {
    let samples = PlanarMatrix(rows: [[0, 1, 2], [2000, 1000, 2000], [2, 3, 4], [7, 7, 7]])
    let units = CanonicalOrder.units(samples: samples, labels: [1, 2, 0], clusters: 4)
    #expect(units == [3, 1, 2, 4])
  }

  @Test(arguments: ["k-means", "gaussian-mixture"], [UInt64(0), 1, 2, 99])
  func seedsDoNotRenumber(_ clusterer: String, seed: UInt64) throws {
    let (samples, truth) = Fits.blobs(400, features: 2, k: 4)
    let fit = try Self.fit(clusterer, samples, 4, seed: seed)
    let order = fit.classifier.unitOfCluster
    #expect(order.sorted() == [1, 2, 3, 4])
    let known = CanonicalOrder.units(samples: samples, labels: truth, clusters: 4)
    let units = fit.labels.map { order[Int($0)] }
    #expect(units == truth.map { known[Int($0)] })
  }

  static func fit(
    _ clusterer: String, _ samples: PlanarMatrix, _ k: Int, seed: UInt64
  ) throws -> ClassifierFit {
    let recipe = Recipe(scaling: .zScore, encoder: "identity", clusterer: clusterer, units: k)
    let context = FitContext(seed: seed)
    let encoding = try recipe.fitEncoding(
      Samples(values: samples), extremes: [], context: context)
    let codes = encoding.encoder.encode(encoding.scaler.apply(samples))
    return try recipe.fitClusters(encoding, codes: codes, values: samples, context: context)
  }

  @Test(arguments: [
    (Float(-1), UInt8(0)), (0, 0), (0.004, 0), (0.005, 1), (0.5, 50), (0.994, 99), (0.996, 100),
    (1, 100), (7, 100), (.infinity, 100), (-.infinity, 0), (.nan, 0),
  ])
  func confidenceIsAPercentage(_ margin: Float, _ percent: UInt8) {
    #expect(Classifier.percent(margin) == percent)
  }

  @Test func labelsAreUnitsAndConfidences() throws {
    let (samples, _) = Fits.blobs(320, features: 2, k: 4)
    let fit = try Self.fit("k-means", samples, 4, seed: 0)
    let classifier = fit.classifier.renumbered([4, 200, 255, 1])
    let out = label(classifier, fit.codes)
    #expect(Set(out.units) == [4, 200, 255, 1])
    #expect(out.confidence.allSatisfy { $0 <= 100 })
    #expect(out.units.map(Int.init) == fit.labels.map { [4, 200, 255, 1][Int($0)] })
  }

  @Test func unknownMethodsAreNamed() {
    let wrong = Recipe(scaling: .none, encoder: "pcb", clusterer: "kmeans", units: 2)
    #expect(throws: Failure.usage("'pcb' is not an encoder (did you mean 'pca'?)")) {
      try wrong.encoderMethod()
    }
    #expect(throws: Failure.usage("'kmeans' is not a clusterer (did you mean 'k-means'?)")) {
      try wrong.clustererMethod()
    }
  }
}

/// Units and confidences of codes.
func label(
  _ classifier: Classifier, _ codes: PlanarMatrix
) -> (units: [UInt8], confidence: [UInt8]) {
  var units = [UInt8](repeating: 0, count: codes.stride)
  var confidence = units
  let scratch = Scratch()
  codes.withUnsafePointer { x in
    units.withUnsafeMutableBufferPointer { u in
      confidence.withUnsafeMutableBufferPointer { c in
        for start in stride(from: 0, to: codes.stride, by: Chunk.pixels) {
          classifier.label(
            x + start, stride: codes.stride, count: min(Chunk.pixels, codes.stride - start),
            units: u.firstAddress + start, confidence: c.firstAddress + start, scratch: scratch)
        }
      }
    }
  }
  return (Array(units.prefix(codes.count)), Array(confidence.prefix(codes.count)))
}

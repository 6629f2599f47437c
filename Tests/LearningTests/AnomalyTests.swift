import Foundation
import Kernels
import Rasters
import Tensors
import TestSupport
import Testing

@testable import Encoders
@testable import Fitting
@testable import Learning

/// How badly pixels are rebuilt from their codes.
@Suite struct AnomalyTests {
  private static func errors(
    _ encoder: any ReconstructingEncoder, _ samples: PlanarMatrix
  ) -> [Float] {
    var out = [Float](repeating: 0, count: samples.stride)
    let scratch = Scratch()
    samples.withUnsafePointer { x in
      out.withUnsafeMutableBufferPointer { y in
        for start in stride(from: 0, to: samples.stride, by: Chunk.pixels) {
          encoder.reconstructionError(
            x + start, stride: samples.stride, count: min(Chunk.pixels, samples.stride - start),
            into: y.firstAddress + start, scratch: scratch)
        }
      }
    }
    return Array(out.prefix(samples.count))
  }

  /// What principal components leave out is the sum of the variances of the
  /// others, whitened or not.
  @Test(arguments: [false, true], [1, 2, 4])
  func ofPrincipalComponentsIsWhatTheOthersHold(_ whiten: Bool, _ kept: Int) throws {
    let samples = Fits.image(5, 4000, noise: [0.1, 0.5, 0.2, 0.3, 0.1])
    let fit = try Fits.encoder(
      "pca", samples, ["components": .integer(kept), "whiten": .flag(whiten)])
    let encoder = try #require(fit.step.rebuilding)
    let shares = try #require(fit.notes.curves.first { $0.name == "explained-variance" }).values
    let mean = Self.errors(encoder, samples.values).reduce(0.0) { $0 + Double($1) } / 4000
    let whole = encoder.meanVariance(of: samples.values)
    #expect(agree(mean / whole, shares.dropFirst(kept).reduce(0, +), tolerance: 1e-4))
  }

  /// With every component the way back is whole; with one fewer only the
  /// noisiest is missing.
  @Test func ofNoiseFractionsTheWayBackIsTheInverse() throws {
    let samples = Fits.image(4, 4000, noise: [0.1, 0.5, 0.2, 0.3])
    let all = try Fits.encoder("mnf", samples, ["components": .integer(4)])
    #expect(all.step.rebuilding == nil)
    let whole = try #require(all.step as? LinearEncoder)
    #expect(Self.errors(whole, samples.values).allSatisfy { $0 < 1e-9 })
    let part = try Fits.encoder("mnf", samples, ["components": .integer(3)])
    let encoder = try #require(part.step.rebuilding)
    let mean = Self.errors(encoder, samples.values).reduce(0.0) { $0 + Double($1) } / 4000
    #expect(mean > 1e-4 && mean < encoder.meanVariance(of: samples.values))
  }

  @Test(arguments: MethodTests.encoders) func whoRebuildsIsKnownBefore(_ name: String) throws {
    let method = try #require(EncoderMethod.named(name))
    let fit = try MethodTests.fit(MethodTests.recipe(name, "k-means"))
    #expect(fit.classifier.encoder.rebuilding == nil || method.rebuilds)
    #expect((fit.classifier.deviation != nil) == (fit.classifier.encoder.rebuilding != nil))
    #expect(method.rebuilds == (name != "identity"))
  }

  /// z-scores have the deviation 1 on the encoder's scale; a pixel at the mean
  /// of all features has an error of less than one at ten deviations.
  @Test func theUnitIsAStandardDeviation() throws {
    var recipe = MethodTests.recipe("pca", "k-means")
    recipe.encoderParameters = ["components": .integer(3)]
    let classifier = try MethodTests.fit(recipe).classifier
    #expect(abs(try #require(classifier.deviation) - 1) < 1e-4)
    let scaler = classifier.scaler
    var pixels = PlanarMatrix(features: 6, count: 16)
    for feature in 0..<6 {
      for index in 0..<16 {
        let away = index == 3 ? (feature == 1 ? 10.0 : 0) : 0
        pixels[feature, index] = Float(scaler.centre[feature] + away / scaler.gain[feature])
      }
    }
    var out = [Float](repeating: 0, count: 16)
    let encoder = try #require(classifier.encoder.rebuilding)
    pixels.withUnsafePointer {
      classifier.anomalies(
        $0, stride: pixels.stride, count: 16, by: encoder, into: &out, scratch: Scratch())
    }
    // One of six features that is ten away: at most 10 / √6.
    #expect(out[3] > 0.5 && out[3] < 10 / Float(6).squareRoot() + 1e-3)
    #expect(out[0] < 1e-3)
    // As a layer of a map it is the same.
    var layer = [Float](repeating: 0, count: 16)
    let evaluate = try MapLayer.anomaly.evaluator(classifier, "pca")
    pixels.withUnsafePointer { features in
      layer.withUnsafeMutableBufferPointer { values in
        evaluate(
          .init(
            features: features, stride: pixels.stride, count: 16, values: values.firstAddress),
          Scratch())
      }
    }
    #expect(layer == out)
  }

  @Test func aLayerIsRefusedWhereNothingIsLeftOut() throws {
    let recipe = MethodTests.recipe("identity", "k-means")
    let refusal = #expect(throws: Failure.self) { try MapLayer.anomaly.check(recipe) }
    let said = refusal?.message.description ?? ""
    #expect(said.contains("'identity' leaves nothing out of its codes"), "\(said)")
    let classifier = try MethodTests.fit(recipe).classifier
    #expect(throws: Failure.self) { try MapLayer.anomaly.evaluator(classifier, "identity") }
    #expect(throws: Failure.self) { try MapLayer.anomaly.evaluator(classifier, "pca") }
    try MapLayer.anomaly.check(MethodTests.recipe("pca", "k-means"))
  }

  /// Errors of the published stack are on its own scale of 0...1.
  @Test func ofThePublishedStackTheScaleIsItsOwn() throws {
    let fit = try MethodTests.fit(MethodTests.recipe("nagar2024", "k-means"))
    let encoder = try #require(fit.classifier.encoder.rebuilding)
    let scaled = fit.classifier.scaler.apply(MethodTests.samples.values)
    #expect(encoder.meanVariance(of: scaled) < 0.2)
    #expect(abs(scaled.meanVariance - 1) < 1e-3)
  }

  /// Models of an earlier program have no way back.
  @Test func oldModelsHaveNoWayBack() throws {
    let fit = try Fits.encoder(
      "pca", Fits.image(4, 500, noise: [0.1, 0.5, 0.2, 0.3]), ["components": .integer(2)])
    var tensors = fit.step.tensors
    tensors["decoder"] = nil
    #expect(try LinearEncoder(tensors: tensors).rebuilding == nil)
    tensors["decoder"] = Tensor([1, 2])
    #expect(throws: (any Error).self) { try LinearEncoder(tensors: tensors) }
  }
}

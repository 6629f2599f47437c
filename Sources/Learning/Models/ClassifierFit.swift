package import Kernels
import Rasters

/// What a classifier is made of, by name.
package struct Recipe: Sendable, Equatable {
  package var scaling: Scaler.Kind
  package var encoder: String
  package var encoderParameters: [String: ParameterValue]
  package var clusterer: String
  package var clustererParameters: [String: ParameterValue]
  package var units: Int

  package init(
    scaling: Scaler.Kind, encoder: String, encoderParameters: [String: ParameterValue] = [:],
    clusterer: String, clustererParameters: [String: ParameterValue] = [:], units: Int
  ) {
    self.scaling = scaling
    self.encoder = encoder
    self.encoderParameters = encoderParameters
    self.clusterer = clusterer
    self.clustererParameters = clustererParameters
    self.units = units
  }

  func encoderMethod() throws -> EncoderMethod {
    guard let method = EncoderMethod.named(encoder) else {
      throw Failure.usage(
        "'\(encoder)' is not an encoder"
          + DidYouMean.hint(for: encoder, among: EncoderMethod.all.map(\.name)))
    }
    return method
  }

  func clustererMethod() throws -> ClustererMethod {
    guard let method = ClustererMethod.named(clusterer) else {
      throw Failure.usage(
        "'\(clusterer)' is not a clusterer"
          + DidYouMean.hint(for: clusterer, among: ClustererMethod.all.map(\.name)))
    }
    return method
  }
}

/// A fitted classifier with the notes of its steps and its quality.
package struct ClassifierFit: Sendable {
  package var classifier: Classifier
  package var encoderNotes: FitNotes
  package var clustererNotes: FitNotes
  /// The sample's clusters in the clusterer's own numbering, and its codes.
  package var codes: PlanarMatrix
  package var labels: [Int32]
}

extension Recipe {
  /// Fits scaler, encoder and clusterer one after another.
  package func fit(
    _ samples: Samples, extremes: [ClosedRange<Float>], context: FitContext
  ) throws -> ClassifierFit {
    let encoderMethod = try encoderMethod()
    let clustererMethod = try clustererMethod()
    let scaler = Scaler.fit(scaling, to: samples.values, extremes: extremes)
    let scaled = Samples(
      values: scaler.apply(samples.values),
      differences: samples.differences.map(scaler.applyToDifferences))
    let encoding = try encoderMethod.fit(
      scaled, Parameters(encoderMethod.parameters, given: encoderParameters), context)
    let codes = encoding.step.encode(scaled.values, workers: context.workers)
    let clustering = try clustererMethod.fit(
      codes, units, Parameters(clustererMethod.parameters, given: clustererParameters), context)
    let labels = Self.labels(clustering.step, codes)
    let order = CanonicalOrder.units(samples: samples.values, labels: labels, clusters: units)
    return ClassifierFit(
      classifier: Classifier(
        scaler: scaler.rounded, encoder: encoding.step, clusterer: clustering.step,
        unitOfCluster: order),
      encoderNotes: encoding.notes, clustererNotes: clustering.notes, codes: codes, labels: labels)
  }

  private static func labels(_ clusterer: any Clusterer, _ codes: PlanarMatrix) -> [Int32] {
    var labels = [Int32](repeating: 0, count: codes.stride)
    var margins = [Float](repeating: 0, count: Chunk.pixels)
    let scratch = Scratch()
    codes.withUnsafePointer { x in
      labels.withUnsafeMutableBufferPointer { out in
        for start in stride(from: 0, to: codes.stride, by: Chunk.pixels) {
          clusterer.assign(
            x + start, stride: codes.stride, count: min(Chunk.pixels, codes.stride - start),
            labels: out.firstAddress + start, margins: &margins, scratch: scratch)
        }
      }
    }
    return Array(labels.prefix(codes.count))
  }
}

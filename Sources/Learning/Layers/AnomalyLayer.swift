import Encoders
import Fitting
import Rasters

extension MapLayer {
  /// How badly a pixel is rebuilt from its code, as the root mean square error over the features
  /// in standard deviations of the sample. 0 is a pixel that the code says everything about; at 1
  /// the mean of the scene would do as well.
  package static let anomaly = MapLayer(
    "anomaly",
    summary: "how unlike the rest each pixel is: the error of rebuilding it from its code",
    title: "Error of rebuilding a pixel from its code",
    definition:
      "root mean square error of the features as rebuilt from the code, in standard deviations",
    unit: "standard deviation",
    check: { recipe in
      guard EncoderMethod.named(recipe.encoder)?.rebuilds != true else { return }
      throw refusal("the encoder '\(recipe.encoder)' leaves nothing out of its codes")
    },
    evaluator: { classifier, name in
      let encoder = try rebuilding(classifier, name)
      return { pixels, scratch in
        classifier.anomalies(
          pixels.features, stride: pixels.stride, count: pixels.count, by: encoder,
          into: pixels.values, scratch: scratch)
      }
    })

  /// The encoder that knows the way back from codes.
  private static func rebuilding(
    _ classifier: Classifier, _ name: String
  ) throws -> any ReconstructingEncoder {
    let encoder = classifier.encoder
    if let rebuilding = encoder.rebuilding, classifier.deviation != nil { return rebuilding }
    if EncoderMethod.named(name)?.rebuilds != true {
      throw refusal("the encoder '\(name)' leaves nothing out of its codes")
    }
    throw refusal(
      encoder.outputs >= encoder.inputs
        ? "'\(name)' kept all \(encoder.outputs) components and leaves nothing out of its codes"
        : "the model was saved without a way back from its codes; fit it again")
  }

  private static func refusal(_ reason: String) -> Failure {
    Failure.usage(
      "no anomaly.tif: \(reason) (take pca or mnf with fewer components or an autoencoder, or "
        + "'anomaly' out of outputs)")
  }
}

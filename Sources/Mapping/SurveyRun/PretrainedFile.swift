import Foundation
import Rasters
import Scenes
import Vision

/// The file of a pretrained network's weights.
enum PretrainedFile {
  /// The encoder in a file.
  static func open(
    _ path: String, features: String, crops: [Double]
  ) throws -> any ImageEncoder {
    try PretrainedEncoder.open(
      path: try LocalPathText.absolute(path), crops: crops,
      output: NetworkOutput(rawValue: features) ?? .moments)
  }

  /// The network that a survey's cutouts are to be encoded with; nil where it asks
  /// for none, or a model brings it.
  static func open(_ survey: Survey) throws -> (any ImageEncoder)? {
    guard survey.encoder.method == .pretrained, survey.model == nil else { return nil }
    guard let weights = survey.encoder.weights else {
      throw Failure.usage("the encoder pretrained needs its weights; see facies weights")
    }
    return try open(weights, features: survey.encoder.features, crops: survey.encoder.crops)
  }

  /// The network that a model was fitted with: weights are not copied into the
  /// model, so that the same file must be named again.
  static func encoder(
    _ choice: SurveyModelFile.Choice, weights: String?, model: String
  ) throws -> any ImageEncoder {
    guard let weights else {
      throw Failure.usage(
        "'\(model)' was fitted with the network in '\(choice.weightsName ?? "?")': name that file "
          + "with --weights")
    }
    guard FileDigest.sha256(of: weights) == choice.weightsSHA256 else {
      throw Failure(
        "'\(weights)' does not hold the weights that '\(model)' was fitted with "
          + "(SHA-256 \(choice.weightsSHA256 ?? "?"))")
    }
    return try open(weights, features: choice.features, crops: choice.crops)
  }
}

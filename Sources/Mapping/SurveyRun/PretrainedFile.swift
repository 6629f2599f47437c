import Foundation
import Rasters
import Vision

/// The file of a pretrained network's weights.
enum PretrainedFile {
  /// The encoder in a file.
  static func open(
    _ path: String, features: String, crops: [Double]
  ) throws -> any ImageEncoder {
    let file = try LocalPathText.absolute(path)
    let output = NetworkOutput(rawValue: features) ?? .moments
    // Which side the network wants, its file says.
    let side = try PretrainedEncoder.open(path: file).side
    return try PretrainedEncoder.open(
      path: file, preparation: ImagePreparation(side: side, crops: crops), output: output)
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

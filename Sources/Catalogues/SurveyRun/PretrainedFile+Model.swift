import CodedCutouts
import Jobs
import Rasters
import Scenes
import Settings
package import Vision

extension PretrainedFile {
  /// The network that a model was fitted with: weights are not copied into the
  /// model, so that the same file must be named again.
  package static func encoder(
    _ choice: SurveyModelFile.Choice, weights: String?, model: String
  ) throws -> any ImageEncoder {
    guard let weights else {
      throw Failure.usage(
        "'\(model)' was fitted with the network in '\(choice.weightsName ?? "?")': name that file "
          + "with \(SurveySettings.weights)")
    }
    guard FileDigest.sha256(of: weights) == choice.weightsSHA256 else {
      throw Failure(
        "'\(weights)' does not hold the weights that '\(model)' was fitted with "
          + "(SHA-256 \(choice.weightsSHA256 ?? "?"))")
    }
    return try open(
      weights, features: NetworkOutput(rawValue: choice.features) ?? .moments,
      crops: choice.crops)
  }
}

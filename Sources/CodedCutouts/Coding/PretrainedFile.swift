import Foundation
import RasterIO
import Rasters
package import Scenes
package import Settings
package import Vision

/// The file of a pretrained network's weights.
package enum PretrainedFile {
  /// The encoder in a file.
  package static func open(
    _ path: String, features: NetworkOutput, crops: [Double]
  ) throws -> any ImageEncoder {
    try PretrainedEncoder.open(
      path: try LocalPath.file(path).absolute, crops: crops,
      output: features)
  }

  /// The network that a survey's cutouts are to be encoded with; nil where it asks
  /// for none, or a model brings it.
  package static func open(_ survey: Survey) throws -> (any ImageEncoder)? {
    guard survey.encoder.method == .pretrained, survey.model == nil else { return nil }
    guard let weights = survey.encoder.weights else {
      throw Failure.usage("the encoder pretrained needs its weights; see facies weights")
    }
    return try open(weights, features: survey.encoder.features, crops: survey.encoder.crops)
  }
}

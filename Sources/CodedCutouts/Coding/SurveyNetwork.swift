package import Fitting
import Jobs
import RasterIO
import Rasters
package import Scenes
import Settings
package import Vision

/// A pretrained network, whose weights are in a file.
package struct SurveyNetwork: SurveyEncoder {
  private let survey: Survey

  /// A network that looks at several middles of an image is shown more of it.
  private static let wideView = 1.75
  /// Bytes of the layers, for every worker.
  private static let laneBytes = 32 << 20

  package init(_ survey: Survey) { self.survey = survey }

  private var hasCrops: Bool { survey.encoder.crops.count > 1 }

  private static func open(
    _ path: String, features: NetworkOutput, crops: [Double]
  ) throws -> any ImageEncoder {
    try PretrainedEncoder.open(
      path: try LocalPath.file(path).absolute, crops: crops, output: features)
  }

  package func open() throws -> (any ImageEncoder)? {
    guard let weights = survey.encoder.weights else { throw Self.noWeights }
    return try Self.open(weights, features: survey.encoder.features, crops: survey.encoder.crops)
  }

  private static var noWeights: Failure {
    Failure.usage("the encoder pretrained needs its weights; see facies weights")
  }

  package var files: [String] { survey.encoder.weights.map { [$0] } ?? [] }

  package func fit(
    _ stage: CutoutCoderFit, crop: Double, _ notes: inout FitNotes
  ) throws -> any ImageEncoder {
    guard let opened = stage.network else { throw Self.noWeights }
    return opened
  }

  package var widening: Double { hasCrops ? Self.wideView : 1 }
  package var seesPictures: Bool { true }

  /// Inner crops keep some of their pixels.
  package func side(of encoder: any ImageEncoder) -> Int {
    hasCrops ? encoder.side * 4 / 3 : encoder.side
  }

  package func usualReduction(features: Int, isOrbit: Bool) -> UsualReduction {
    UsualReduction(
      components: .count(25), whitening: .half, isUnitLength: true,
      blocks: survey.encoder.crops.count * (survey.encoder.features == .moments ? 2 : 1))
  }

  package func features(bands: Int) -> Int { 0 }

  /// Weights in the file's and in the kernels' order, and workers' layers.
  package func heldBytes(workers: Int) -> Int {
    guard let weights = survey.encoder.weights else { return 0 }
    return 2 * FileDigest.bytes(of: weights) + workers * Self.laneBytes
  }

  /// Weights are not copied into a model, so that the same file must be named again.
  package func restored(from saved: SavedEncoder) throws -> any ImageEncoder {
    guard let weights = saved.weights else {
      throw Failure.usage(
        "'\(saved.model)' was fitted with the network in '\(saved.weightsName ?? "?")': name that "
          + "file with \(SurveySettings.weights)")
    }
    guard FileDigest.sha256(of: weights) == saved.weightsSHA256 else {
      throw Failure(
        "'\(weights)' does not hold the weights that '\(saved.model)' was fitted with "
          + "(SHA-256 \(saved.weightsSHA256 ?? "?"))")
    }
    return try Self.open(
      weights, features: NetworkOutput(rawValue: saved.features) ?? .moments, crops: saved.crops)
  }
}

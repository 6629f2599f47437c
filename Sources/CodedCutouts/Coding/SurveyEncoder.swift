package import Fitting
package import Foundation
package import Scenes
package import Vision

/// What the choice of an encoder means for a survey: how it is fitted or opened, how cutouts are
/// shown to it, how its features become codes, what it takes of the memory and what a model file
/// keeps of it.
package protocol SurveyEncoder: Sendable {
  /// With the settings of a survey.
  init(_ survey: Survey)

  /// What can be opened before a cutout is read; nil where that is nothing.
  func open() throws -> (any ImageEncoder)?
  /// Files that it needs.
  var files: [String] { get }
  /// An encoder for the cutouts of the survey.
  func fit(
    _ stage: CutoutCoderFit, crop: Double, _ notes: inout FitNotes
  ) throws -> any ImageEncoder

  /// How many times more of a cutout's middle it is shown than what holds the light.
  var widening: Double { get }
  /// Whether it sees the bands of pictures and not all.
  var seesPictures: Bool { get }
  /// Pixels along a side of what it is shown.
  func side(of encoder: any ImageEncoder) -> Int
  /// The encoder with codes that do not depend on how a cutout is turned.
  func symmetric(_ encoder: any ImageEncoder) -> any ImageEncoder

  /// How features become codes where the survey does not say.
  func usualReduction(features: Int, isOrbit: Bool) -> UsualReduction

  /// Length of its features before it is fitted; 0 where it is known once it is opened.
  func features(bands: Int) -> Int
  /// Bytes of what is opened.
  func heldBytes(workers: Int) -> Int
  /// Bytes of its fit.
  func fitBytes(objects: Int, bands: Int, workers: Int) -> Int

  /// What a model file keeps of it; nil where its settings are all.
  func serialized(_ encoder: any ImageEncoder) throws -> Data?
  /// The encoder that a model file keeps.
  func restored(from saved: SavedEncoder) throws -> any ImageEncoder
}

/// How features become codes.
package struct UsualReduction {
  package var components: Survey.Reduction.Components
  package var whitening: Survey.Reduction.Whitening
  package var isUnitLength: Bool
  /// Equal parts of the features that weigh the same.
  package var blocks = 1
}

/// What a model file says of its encoder.
package struct SavedEncoder {
  /// The model file, for messages.
  package var model: String
  package var bands: Int
  /// What ``SurveyEncoder/serialized(_:)`` gave.
  package var data: () -> Data
  /// The file of weights that is named now, and the one of the fit.
  package var weights: String?
  package var weightsName: String?
  package var weightsSHA256: String?
  package var features: String
  package var crops: [Double]

  package init(
    model: String, bands: Int, weights: (named: String?, name: String?, sha256: String?),
    features: String, crops: [Double], data: @escaping () -> Data
  ) {
    self.model = model
    self.bands = bands
    self.data = data
    (self.weights, weightsName, weightsSHA256) = (weights.named, weights.name, weights.sha256)
    self.features = features
    self.crops = crops
  }
}

/// Encoders that need nothing of it do not say so.
extension SurveyEncoder {
  package func open() throws -> (any ImageEncoder)? { nil }
  package var files: [String] { [] }
  package var widening: Double { 1 }
  package var seesPictures: Bool { false }
  package func side(of encoder: any ImageEncoder) -> Int { encoder.side }
  package func symmetric(_ encoder: any ImageEncoder) -> any ImageEncoder {
    SymmetricEncoder(encoder)
  }
  package func heldBytes(workers: Int) -> Int { 0 }
  package func fitBytes(objects: Int, bands: Int, workers: Int) -> Int { 0 }
  package func serialized(_ encoder: any ImageEncoder) throws -> Data? { nil }
}

extension Survey {
  /// The encoder that can be opened before a cutout is read; nil where it is fitted, or a model
  /// brings it.
  package func openedEncoder() throws -> (any ImageEncoder)? {
    model == nil ? try seer.open() : nil
  }

  /// The encoder that sees the cutouts.
  package var seer: any SurveyEncoder {
    let kind: any SurveyEncoder.Type =
      switch encoder.method {
      case .pixels: SurveyPixels.self
      case .autoencoder: SurveyAutoencoder.self
      case .pretrained: SurveyNetwork.self
      }
    return kind.init(self)
  }
}

import Learning
import Rasters
public import Scenes

/// How the pixels of cutouts become features: by default as in a survey of their
/// folder.
public struct CutoutEncoding: Sendable {
  public var view: Survey.View
  public var encoder: Survey.Encoder
  public var reduction: Survey.Reduction

  /// The defaults of a survey, or what a preset says.
  public init(preset: Survey.Preset? = nil) {
    var survey = Survey(name: "", input: .images([]))
    if let preset { survey.apply(preset) }
    (view, encoder, reduction) = (survey.view, survey.encoder, survey.reduction)
  }

  package func check() throws {
    if let side = view.side { try VoteSettings.require("--size", side, 8...512) }
    if case .count(let count)? = reduction.components {
      try VoteSettings.require("--components", count, 1...4096)
    }
    if let crop = view.crop, !(0.05...1).contains(crop) {
      throw Failure.usage("--crop is \(crop), must be from 0.05 to 1")
    }
    guard encoder.method != .pretrained || encoder.weights != nil else {
      throw Failure.usage("--encoder pretrained needs --weights FILE; see facies weights")
    }
  }
}

import CodedCutouts
import Rasters
public import Scenes
import Settings

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

  /// Whether codes are brought to length 1.
  var isUnitLength: Bool {
    var survey = Survey(name: "", input: .images([]))
    (survey.view, survey.encoder, survey.reduction) = (view, encoder, reduction)
    return CodeReduction(survey, features: 1, isOrbit: false).isUnitLength
  }

  package func check() throws {
    if let side = view.side { try SurveySettings.side.checked(side) }
    if let components = reduction.components { try SurveySettings.components.checked(components) }
    if let crop = view.crop { try SurveySettings.crop.checked(crop) }
    guard encoder.method != .pretrained || encoder.weights != nil else {
      throw Failure.usage(
        "\(SurveySettings.encoder) pretrained needs \(SurveySettings.weights), the file of the "
          + "network; see facies weights", code: .missing, setting: SurveySettings.weights.name)
    }
  }
}

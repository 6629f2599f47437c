import CodedCutouts
import Groups
import RasterIO
import Scenes
import Surveys
import Vision

/// A survey with all that its settings name read, and with what the model says
/// that is applied.
struct ResolvedSurvey {
  let survey: Survey
  /// What is applied; nil where it is fitted.
  let model: SurveyModelFile?
  let network: (any ImageEncoder)?
  let measurement: FieldMeasurement?

  init(_ survey: Survey, measurement: FieldMeasurement?) throws {
    let model = try survey.model.map {
      try SurveyModelFile(path: $0, weights: survey.encoder.weights)
    }
    var survey = survey
    if let model {
      survey.cutouts.size = survey.cutouts.size ?? model.choice.size
      survey.cutouts.masksNeighbours = model.choice.masksNeighbours
    }
    (self.survey, self.model, self.measurement) = (survey, model, measurement)
    network = try survey.openedEncoder()
  }
}

extension Survey {
  func openImage(_ paths: [String]) throws -> SurveyImage {
    try SurveyImage(paths, image: try self.image.map { try ImageExtension($0) } ?? .first)
  }

  /// Names that a file gives to the groups.
  func classNames(groups: Int) throws -> [Int: String] {
    try classes.map { try ClassFile.read($0, groups: groups).names } ?? [:]
  }
}

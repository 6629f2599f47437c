import Rasters
import Scenes
import Surveys

/// The sources of a survey image: those of a catalogue, or detected ones.
struct SurveySources {
  let survey: Survey
  let image: SurveyImage
  let control: RunControl

  func read() throws -> CutoutSources {
    guard let catalogue = survey.catalogue else {
      let found = try Detector(image, DetectionOptions(survey.detection)).detect {
        try control.checkpoint()
        control.progress("detection", $0)
      }
      return CutoutSources(found, on: image)
    }
    var columns = SourceColumns(
      inHours: catalogue.raInHours, pixelOrigin: catalogue.pixelOrigin)
    for (name, column) in catalogue.columns {
      guard let role = SourceColumns.Role(rawValue: name) else {
        throw Failure.usage("'\(name)' is none of id, ra, dec, x, y")
      }
      columns.names[role] = column
    }
    return try CutoutSources(
      SourceList.read(catalogue.path, columns: columns), on: image, catalogue: catalogue.path)
  }
}

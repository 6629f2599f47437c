import Rasters
import Scenes
import Surveys

/// The sources of a survey image: those of a catalogue, or detected ones; and
/// what measuring them needs.
struct SurveySources {
  let sources: CutoutSources
  /// Nil where nothing is measured.
  let field: DetectedField?

  /// - Parameter scratch: a folder for nameless files of 8 bytes a pixel.
  init(survey: Survey, image: SurveyImage, scratch: String, control: RunControl) throws {
    let detector = try Detector(image, DetectionOptions(survey.detection))
    func progress(_ share: Double) throws {
      try control.checkpoint()
      control.progress("detection", share)
    }
    field = try survey.measurements.map { _ in
      try detector.detectField(scratch: scratch, progress: progress)
    }
    guard let catalogue = survey.catalogue else {
      sources = CutoutSources(
        try field?.sources ?? detector.detect(progress: progress), on: image)
      return
    }
    var columns = SourceColumns(
      inHours: catalogue.raInHours, pixelOrigin: catalogue.pixelOrigin)
    for (name, column) in catalogue.columns {
      guard let role = SourceColumns.Role(rawValue: name) else {
        throw Failure.usage("'\(name)' is none of id, ra, dec, x, y")
      }
      columns.names[role] = column
    }
    sources = try CutoutSources(
      SourceList.read(catalogue.path, columns: columns), on: image, catalogue: catalogue.path)
  }
}

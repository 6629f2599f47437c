import CodedCutouts
import Jobs
import Rasters
import Scenes
import Surveys

/// The sources of a survey image: those of a catalogue, or detected ones; and
/// what measuring them needs.
struct SurveySources {
  let sources: CutoutSources
  /// Nil where nothing is measured.
  let field: DetectedField?

  /// - Parameters:
  ///   - scratch: a folder for nameless files of 8 bytes a pixel.
  ///   - check: refuses sources that are too many, of a catalogue before the
  ///     image is read.
  init(
    survey: Survey, image: SurveyImage, scratch: String, control: RunControl,
    check: (CutoutSources) throws -> Void
  ) throws {
    let detector = try Detector(image, survey.detection)
    func progress(_ share: Double) throws {
      try control.checkpoint()
      control.progress("detection", share)
    }
    func detectField() throws -> DetectedField? {
      try survey.measurements.map { _ in
        try detector.detectField(scratch: scratch, progress: progress)
      }
    }
    if let catalogue = survey.catalogue {
      sources = try Self.listed(catalogue, on: image)
      try check(sources)
      field = try detectField()
    } else {
      field = try detectField()
      sources = CutoutSources(
        try field?.sources ?? detector.detect(progress: progress), on: image)
      try check(sources)
    }
  }

  private static func listed(
    _ catalogue: Survey.Catalogue, on image: SurveyImage
  ) throws -> CutoutSources {
    var columns = SourceColumns(
      inHours: catalogue.raInHours, pixelOrigin: catalogue.pixelOrigin)
    for (name, column) in catalogue.columns {
      guard let role = SourceColumns.Role(rawValue: name) else {
        throw Failure.usage("'\(name)' is none of id, ra, dec, x, y")
      }
      columns.names[role] = column
    }
    return try CutoutSources(
      SourceList.load(catalogue.path, columns: columns), on: image, catalogue: catalogue.path)
  }
}

import Learning
import Morphology
import Rasters
import Scenes
import Surveys

/// Measures every object of a survey, flagging those that cannot be.
struct SurveyMeasurement {
  let survey: Survey
  let measurement: FieldMeasurement
  let context: FitContext

  /// Objects that are measured together.
  private static let block = 256

  /// Sources of an image; those of a catalogue are the detected ones at their
  /// places, and flagged where there is none.
  func measure(
    _ field: DetectedField, _ objects: SurveyObjects, into scratch: MeasurementScratch
  ) throws {
    let isCatalogue = survey.catalogue != nil
    let places = objects.places
    for start in stride(from: 0, to: objects.count, by: Self.block) {
      try context.checkpoint()
      context.progress("measure", Double(start) / Double(objects.count))
      let measured = try context.workers.map(min(Self.block, objects.count - start)) { _, item in
        let row = start + item
        let index = isCatalogue ? try places[row].flatMap { try field.source(at: $0) } : row
        return try index.map { try measurement.measure($0, of: field) } ?? .undetected
      }
      for (item, morphology) in measured.enumerated() {
        try scratch.write(morphology, row: start + item)
      }
    }
  }

  /// Of a cutout the source in its middle; several bands by their mean.
  func measure(_ source: any CutoutSource, into scratch: MeasurementScratch) throws {
    let rows = Array(source.objects.ids.indices)
    let options = DetectionOptions(survey.detection)
    try source.forEach(rows, stage: "measure", context) { readings in
      let measured = try context.workers.map(readings.count) { _, index in
        try readings[index].planes.map { try measure($0, options) }
      }
      for (reading, morphology) in zip(readings, measured) {
        if let morphology { try scratch.write(morphology, row: reading.row) }
      }
    }
  }

  /// FITS rows go up, those of a screen down.
  private func measure(
    _ planes: CutoutPlanes, _ options: DetectionOptions
  ) throws -> SourceMorphology {
    var own = options
    own.band = 1
    // One mesh: a cutout has little sky to learn a slope from.
    own.mesh = max(8, max(planes.width, planes.height))
    let segments = try CutoutSegments(
      planes.turnedOver.grey, width: planes.width, height: planes.height, options: own,
      name: "a cutout")
    return measurement.measure(segments)
  }
}

import CodedCutouts
import Fitting
import Kernels
import Morphology
import Rasters
import Scenes
import Settings
import Surveys

/// Measures every object of a survey, flagging those that cannot be.
struct SurveyMeasurement {
  let survey: Survey
  let measurement: FieldMeasurement
  let context: FitContext

  /// Which sources of an image fit into memory side by side; refuses a budget that one
  /// of them does not fit into.
  func batches(
    _ field: DetectedField, _ objects: SurveyObjects, budget: Int
  ) throws -> [MeasurementPlan.Batch] {
    let plan = MeasurementPlan(
      budget: budget, workers: context.workers.count, fitsSersic: measurement.fitsSersic)
    return try plan.batches(
      objects.ids.indices.map { row in
        try source(row, of: field, objects.places).map {
          FieldMeasurement.window(of: $0, in: field).pixelCount
        } ?? 1
      })
  }

  /// Sources of a catalogue are the detected ones at their places.
  private func source(
    _ row: Int, of field: DetectedField, _ places: [ImagePosition?]
  ) throws -> Int? {
    guard survey.catalogue != nil else { return row }
    return try places[row].flatMap { try field.source(at: $0) }
  }

  /// Sources of an image, flagged where there is none.
  func measure(
    _ field: DetectedField, _ objects: SurveyObjects, by batches: [MeasurementPlan.Batch],
    into scratch: MeasurementScratch
  ) throws {
    let places = objects.places
    for (rows, workers) in batches {
      try context.checkpoint()
      context.progress("measure", Double(rows.lowerBound) / Double(objects.count))
      let measured = try Workers(workers).map(rows.count) { _, item in
        let index = try source(rows.lowerBound + item, of: field, places)
        return try index.map { try measurement.measure($0, of: field) } ?? .undetected
      }
      for (item, morphology) in measured.enumerated() {
        try scratch.write(morphology, row: rows.lowerBound + item)
      }
    }
  }

  /// Measures the source in the middle of a cutout; several bands are measured by their mean.
  func measure(_ source: any CutoutSource, into scratch: MeasurementScratch) throws {
    let rows = Array(source.objects.ids.indices)
    let options = survey.detection
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
    _ planes: CutoutPlanes, _ options: DetectionSettings
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

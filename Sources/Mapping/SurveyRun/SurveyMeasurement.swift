import Learning
import Morphology
import Rasters
import Scenes
import Surveys

/// Measures every object of a survey, flagging those that cannot be.
struct SurveyMeasurement {
  let survey: Survey
  let measurer: SourceMeasurer
  let context: FitContext

  /// Sources of an image are those of its own segmentation, piece by piece.
  func measure(_ image: SurveyImage, _ objects: SurveyObjects, into scratch: MeasurementScratch)
    throws
  {
    var options = DetectionOptions(survey.detection)
    options.band = measurer.options.band ?? options.band
    let detector = try Detector(image, options)
    let order = objects.places.indices.filter { objects.places[$0] != nil }
    var done = 0
    try detector.forEachPiece { piece, _ in
      let rows = order.filter { row in
        objects.places[row].map { Self.holds(piece.own, $0) } ?? false
      }
      let found = Dictionary(
        piece.sources.enumerated().map { (Place($0.element.place), $0.offset) },
        uniquingKeysWith: { first, _ in first })
      try forEachBlock(rows) { part in
        let places = part.map { objects.places[$0] }
        let measured = try context.workers.map(part.count) { _, index in
          let own = places[index].flatMap { found[Place($0)] ?? piece.source(at: $0) }
          return measurer.measure(piece, own)
        }
        for (row, morphology) in zip(part, measured) { try scratch.write(morphology, row: row) }
        done += part.count
        context.progress("measure", Double(done) / Double(max(1, order.count)))
      }
    }
  }

  /// Of a cutout, the source in the middle. `measurer.options.band` is looked
  /// at, the mean of all bands where it is nil.
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
  private func measure(_ planes: CutoutPlanes, _ options: DetectionOptions) throws
    -> SourceMorphology
  {
    let upright = planes.turnedOver
    let band = measurer.options.band.map { min($0, planes.bands) - 1 }
    let values = band.map { Array(upright.plane($0)) } ?? upright.grey
    var own = options
    own.band = 1
    // One mesh: a cutout has little sky to learn a slope from.
    own.mesh = max(8, min(own.mesh, max(planes.width, planes.height)))
    let piece = try Detector.segmented(
      values, width: planes.width, height: planes.height, options: own, name: "a cutout")
    let middle = ImagePosition(
      x: Double(planes.width + 1) / 2, y: Double(planes.height + 1) / 2)
    return measurer.measure(piece, piece.source(at: middle, reach: Self.reach))
  }

  /// Pixels from the middle of a cutout within which its source must be.
  private static let reach = 4

  /// A position that can be looked up.
  private struct Place: Hashable {
    let x: Double
    let y: Double

    init(_ position: ImagePosition) { (x, y) = (position.x, position.y) }
  }

  private static func holds(_ window: Window, _ place: ImagePosition) -> Bool {
    let (x, y) = ((place.x - 1).rounded(), (place.y - 1).rounded())
    return x >= Double(window.column) && x < Double(window.endColumn)
      && y >= Double(window.row) && y < Double(window.endRow)
  }

  private func forEachBlock(_ rows: [Int], _ body: ([Int]) throws -> Void) throws {
    for start in stride(from: 0, to: rows.count, by: 256) {
      try context.checkpoint()
      try body(Array(rows[start..<min(rows.count, start + 256)]))
    }
  }
}

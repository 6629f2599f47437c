package import Fitting
import Rasters
package import Scenes
import Settings
package import Surveys

/// Cutouts of the sources of a FITS image, made in the order of its rows each
/// time they are asked for: none of them is kept.
package struct ImageCutouts: CutoutSource {
  /// Cutouts that are handed over together, at most.
  private static let mostAtOnce = 128

  package let image: SurveyImage
  package let objects: SurveyObjects
  package let notes: [String]
  let frames: [CutoutFrame?]
  private let walk: CutoutWalk
  private let side: Int
  /// Cutouts that are handed over together: they take a quarter of the budget.
  private let block: Int
  private let detection: DetectionSettings
  private let masksNeighbours: Bool

  package init(
    _ survey: Survey, image: SurveyImage, sources: CutoutSources, budget: Int
  ) throws {
    self.image = image
    notes = image.notes + sources.notes
    let side = Self.size(survey, sources)
    self.side = side
    detection = survey.detection
    masksNeighbours = survey.cutouts.masksNeighbours
    walk = try CutoutWalk(image, size: side, budget: budget)
    let bytes = 4 * image.bandCount * side * side
    block = max(1, min(Self.mostAtOnce, budget / 4 / bytes))
    let frames = sources.places.map { $0.flatMap { CutoutFrame(centre: $0, size: side) } }
    self.frames = frames
    objects = SurveyObjects(sources, frames: frames) { $0.flags(in: image.extent) }
  }

  package static func size(_ survey: Survey, _ sources: CutoutSources) -> Int {
    survey.cutouts.size ?? usualSize(sources)
  }

  /// Rows of the image that a walk reads, and as many cutouts as a quarter of it.
  package static func leastBytes(size: Int, bands: Int) -> Int { 7 * 4 * size * size * bands }

  package var leastBytes: Int { Self.leastBytes(size: side, bands: bandCount) }

  /// Ten times the half axis that a quarter of the detected sources exceeds, in
  /// steps of 8 from 32 to 256; 64 for catalogues, which have no axes.
  static func usualSize(_ sources: CutoutSources) -> Int {
    // Moments of values near the end of Float's range may have no number.
    let axes = sources.found.map(\.a).filter(\.isFinite).sorted()
    guard !axes.isEmpty else { return 64 }
    let large = axes[min(axes.count - 1, axes.count * 3 / 4)]
    return Int(max(32, min(256, (10 * large / 8).rounded(.up) * 8)))
  }

  package var size: Int? { side }
  package var words: String {
    "cutouts of \(side) x \(side) pixels of \(image.paths.joined(separator: ", "))"
  }
  package var bandCount: Int { image.bandCount }

  package func forEach(
    _ rows: [Int], stage: String, _ context: FitContext,
    _ body: ([CutoutReading]) throws -> Void
  ) throws {
    var wanted = [CutoutFrame?](repeating: nil, count: frames.count)
    var left = Set<Int>()
    for row in rows {
      if objects.flags[row].hasCutout { wanted[row] = frames[row] } else { left.insert(row) }
    }
    var done = 0
    var waiting: [CutoutReading] = []
    func hand() throws {
      try context.checkpoint()
      try body(try masked(waiting, context))
      done += waiting.count
      waiting = []
      context.progress(stage, Double(done) / Double(max(1, rows.count)))
    }
    try walk.forEach(wanted) { row, values in
      waiting.append(reading(row, values))
      if waiting.count == block { try hand() }
    }
    waiting += left.sorted().map {
      CutoutReading(
        row: $0, problem: objects.flags[$0].contains(.outside) ? "outside" : "no position")
    }
    try hand()
  }

  private func reading(_ row: Int, _ values: [Float]) -> CutoutReading {
    guard values.contains(where: \.isFinite) else {
      return CutoutReading(row: row, problem: "no pixel has a value")
    }
    return CutoutReading(
      row: row,
      planes: CutoutPlanes(bands: bandCount, width: side, height: side, values: values))
  }

  /// Cutouts without their neighbours, and the right way up.
  private func masked(_ readings: [CutoutReading], _ context: FitContext) throws -> [CutoutReading]
  {
    let (size, options, masks) = (side, detection, masksNeighbours)
    return try context.workers.map(readings.count) { _, index in
      var out = readings[index]
      guard var planes = out.planes else { return out }
      if masks {
        _ = try Detector.maskNeighbours(
          &planes.values, size: size, options: options, name: "a cutout")
      }
      out.planes = planes.turnedOver
      return out
    }
  }
}

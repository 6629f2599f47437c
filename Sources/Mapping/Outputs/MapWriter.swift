import Foundation
import Kernels
import Learning
import RasterIO
import Rasters
import Scenes

/// Walks over a scene once, classifies it and writes `units.tif`,
/// `confidence.tif` and `features.tif`.
struct MapWriter {
  let source: OpenScene
  let classifier: Classifier
  let smoothing: MajorityFilter?
  let plan: MemoryPlan
  let workers: Workers
  let control: RunControl
  let colours: Legend
  let metadata: [String: String]

  /// What came of the walk.
  struct Outcome {
    var statistics: UnitStatistics
    /// Of the features, where they are not the bands.
    var featureStatistics: UnitStatistics?
    var validPixels: Int
    var rejected: [String: Int]
  }

  func write(
    to folder: ResultFolder, outputs: Set<Scene.Output>, clock: inout StageClock
  ) throws -> Outcome {
    let units = try RasterWriter(
      path: folder.file(.units), grid: source.grid, type: .uint8, noData: 0,
      descriptions: ["unit"], options: Self.temporaryOptions)
    units.setColourTable(colours)
    units.setMetadata(metadata)
    let margins = try outputs.contains(.confidence) ? confidenceWriter(folder) : nil
    let features =
      try outputs.contains(.features)
      ? FeatureWriter(path: folder.file(.features), source: source, metadata: metadata) : nil
    let outcome = try walk(units: units, confidence: margins, features: features)
    clock.lap("map")
    try features?.finish(threads: workers.count)
    try margins?.finishAsCOG(overviews: "AVERAGE", threads: workers.count)
    try units.finishAsCOG(overviews: "MODE", threads: workers.count)
    clock.lap("write")
    return outcome
  }

  /// The file that is copied to the final one: fast to write and to read.
  private static let temporaryOptions = [
    "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "BIGTIFF=IF_SAFER",
  ]

  private func confidenceWriter(_ folder: ResultFolder) throws -> RasterWriter {
    let writer = try RasterWriter(
      path: folder.file(.confidence), grid: source.grid, type: .uint8,
      noData: Double(StripClassifier.noConfidence), descriptions: ["confidence"],
      options: Self.temporaryOptions)
    writer.setMetadata(
      metadata.merging(["CONFIDENCE": "margin between best and second unit, percent"]) { $1 })
    return writer
  }

  private func walk(
    units: RasterWriter, confidence: RasterWriter?, features: FeatureWriter?
  ) throws -> Outcome {
    let grid = source.grid
    let walk = SceneWalk(
      reader: source.reader(lanes: workers.count), features: source.features, workers: workers,
      rowsPerStrip: plan.rowsPerStrip, control: control)
    let strips = StripClassifier(
      classifier, smoothing: smoothing, width: grid.width, height: grid.height,
      rowsPerStrip: plan.rowsPerStrip, workers: workers)
    let centre = classifier.scaler.centre
    var statistics = UnitStatistics(
      units: classifier.units, centre: source.features.bandCentres(centre, source.stack))
    var derived =
      source.features.isIdentity
      ? nil : UnitStatistics(units: classifier.units, centre: centre)
    var rejected = [Int](repeating: 0, count: walk.reasons.count)
    let halo = StripClassifier.halo(classifier, smoothing)
    try walk.forEach(stage: "mapping", halo: halo) { strip, core in
      try strips.classify(strip.features, core: core)
      let labels = UnsafePointer(strips.labels.firstAddress)
      try statistics.add(strip.bands, core: core, labels: labels, grid: grid, workers: workers)
      try derived?.add(strip.features, core: core, labels: labels, grid: grid, workers: workers)
      try features?.write(strip.features, core: core)
      let window = Window(
        column: 0, row: core.lowerBound, width: grid.width, height: core.count)
      try units.write(labels, window: window, rowStride: grid.width)
      try confidence?.write(
        UnsafePointer(strips.confidence.firstAddress), window: window, rowStride: grid.width)
      for index in rejected.indices { rejected[index] += strip.rejected[index] }
    }
    return Outcome(
      statistics: statistics, featureStatistics: derived,
      validPixels: grid.pixelCount - rejected.reduce(0, +),
      rejected: Dictionary(zip(walk.reasons, rejected), uniquingKeysWith: +))
  }
}

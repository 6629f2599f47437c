import Foundation
import Kernels
import Learning
import RasterIO
import Rasters

/// Walks over a scene once, classifies it and writes `units.tif` and
/// `confidence.tif`.
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
    var validPixels: Int
    var rejected: [String: Int]
  }

  func write(to folder: ResultFolder, confidence: Bool, clock: inout StageClock) throws -> Outcome {
    let units = try RasterWriter(
      path: folder.file(.units), grid: source.grid, type: .uint8, noData: 0,
      descriptions: ["unit"], options: Self.temporaryOptions)
    units.setColourTable(colours)
    units.setMetadata(metadata)
    let margins = try confidence ? confidenceWriter(folder) : nil
    let outcome = try walk(units: units, confidence: margins)
    clock.lap("map")
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

  private func walk(units: RasterWriter, confidence: RasterWriter?) throws -> Outcome {
    let grid = source.grid
    let walk = SceneWalk(
      reader: source.reader(lanes: workers.count), workers: workers,
      rowsPerStrip: plan.rowsPerStrip, control: control)
    let strips = StripClassifier(
      classifier, smoothing: smoothing, width: grid.width, height: grid.height,
      rowsPerStrip: plan.rowsPerStrip, workers: workers)
    var statistics = UnitStatistics(units: classifier.units, centre: classifier.scaler.centre)
    var rejected = [Int](repeating: 0, count: walk.reader.reasons.count)
    let halo = StripClassifier.halo(classifier, smoothing)
    try walk.forEach(stage: "mapping", halo: halo) { strip, core in
      try strips.classify(strip, core: core)
      let labels = UnsafePointer(strips.labels.firstAddress)
      try statistics.add(strip, core: core, labels: labels, grid: grid, workers: workers)
      let window = Window(
        column: 0, row: core.lowerBound, width: grid.width, height: core.count)
      try units.write(labels, window: window, rowStride: grid.width)
      try confidence?.write(
        UnsafePointer(strips.confidence.firstAddress), window: window, rowStride: grid.width)
      for index in rejected.indices { rejected[index] += strip.rejected[index] }
    }
    return Outcome(
      statistics: statistics, validPixels: grid.pixelCount - rejected.reduce(0, +),
      rejected: Dictionary(zip(walk.reader.reasons, rejected), uniquingKeysWith: +))
  }
}

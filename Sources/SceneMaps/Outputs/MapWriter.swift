import Foundation
import Jobs
import Kernels
import Learning
import MapTools
import Patches
import RasterIO
import Rasters
import Scenes

/// Walks over a scene once, classifies it and writes `units.tif`,
/// `confidence.tif`, `features.tif` and `anomaly.tif`.
struct MapWriter {
  let source: OpenScene
  let classifier: Classifier
  let smoothing: Smoothing
  /// What anomalies are measured by, where they are asked for.
  let rebuilding: (any ReconstructingEncoder)?
  let sieve: MinimumMappingUnit?
  let plan: MemoryPlan
  let workers: Workers
  let control: RunControl
  let colours: Legend
  let metadata: [String: String]

  /// What came of the walk.
  struct Outcome {
    var statistics: UnitStatistics
    /// Statistics of the features, where they are not the bands.
    var featureStatistics: UnitStatistics?
    var validPixels: Int
    var rejected: [String: Int]
    var sieved: Sieve.Outcome?
  }

  /// `digests` begin when the scene has been read: the files that follow keep one
  /// thread busy.
  func write(
    to folder: ResultFolder, outputs: Set<Scene.Output>, digests: InputDigests,
    clock: inout StageClock
  ) throws -> Outcome {
    let units = try RasterWriter(
      path: folder.file(.units), grid: source.grid, type: .uint8, noData: 0,
      descriptions: ["unit"], options: InterimRaster.options)
    units.setColourTable(colours)
    units.setMetadata(metadata)
    let margins = try outputs.contains(.confidence) ? confidenceWriter(folder) : nil
    let features =
      try outputs.contains(.features)
      ? FeatureWriter(path: folder.file(.features), source: source, metadata: metadata) : nil
    let anomaly = try rebuilding.map {
      try AnomalyWriter(
        path: folder.file(.anomaly), grid: source.grid, classifier: classifier, encoder: $0,
        workers: workers, metadata: metadata)
    }
    let scratch = try sieve.map { _ in try LabelScratch(source.grid, in: folder.staging) }
    var statistics = MapStatistics(classifier, source)
    let rejected = try classify(
      &statistics, units: units, scratch: scratch, confidence: margins, features: features,
      anomaly: anomaly)
    clock.lap("map")
    if workers.count > 1 { digests.begin() }
    var sieved: Sieve.Outcome?
    if let sieve, let scratch {
      (statistics, sieved) = try self.sieve(sieve, scratch, folder: folder.staging, to: units)
      clock.lap("sieve")
    }
    try features?.finish(threads: workers.count)
    try anomaly?.finish()
    try margins?.finishAsCOG(overviews: .average, threads: workers.count)
    try units.finishAsCOG(overviews: .mode, threads: workers.count)
    clock.lap("write")
    return Outcome(
      statistics: statistics.bands, featureStatistics: statistics.features,
      validPixels: source.grid.pixelCount - rejected.values.reduce(0, +), rejected: rejected,
      sieved: sieved)
  }

  private func confidenceWriter(_ folder: ResultFolder) throws -> RasterWriter {
    let writer = try RasterWriter(
      path: folder.file(.confidence), grid: source.grid, type: .uint8,
      noData: Double(StripClassifier.noConfidence), descriptions: ["confidence"],
      options: InterimRaster.options)
    writer.setMetadata(
      metadata.merging(["CONFIDENCE": "margin between best and second unit, percent"]) { $1 })
    return writer
  }

  func walk() -> SceneWalk {
    source.walk(rowsPerStrip: plan.rowsPerStrip, workers: workers, control: control)
  }

  /// Writes full rows of labels.
  func write(_ labels: UnsafePointer<UInt8>, core: Range<Int>, to writer: RasterWriter) throws {
    let width = source.grid.width
    let window = Window(column: 0, row: core.lowerBound, width: width, height: core.count)
    try writer.write(labels, window: window, rowStride: width)
  }

  /// Classifies the scene; `scratch` takes the labels where they are to be
  /// sieved, and there are no statistics yet.
  private func classify(
    _ statistics: inout MapStatistics, units: RasterWriter, scratch: LabelScratch?,
    confidence: RasterWriter?, features: FeatureWriter?, anomaly: AnomalyWriter?
  ) throws -> [String: Int] {
    let grid = source.grid
    let walk = walk()
    let strips = StripClassifier(
      classifier, smoothing: smoothing, width: grid.width, height: grid.height,
      rowsPerStrip: plan.rowsPerStrip, workers: workers)
    var rejected = [Int](repeating: 0, count: walk.reasons.count)
    let halo = StripClassifier.halo(classifier, smoothing)
    try walk.forEach(stage: "mapping", halo: halo) { strip, core in
      try strips.classify(strip.features, core: core)
      let labels = UnsafePointer(strips.labels.firstAddress)
      if let scratch {
        try scratch.write(core, bytes: labels)
      } else {
        try statistics.add(strip, core: core, labels: labels, workers: workers)
        try write(labels, core: core, to: units)
      }
      try features?.write(strip.features, core: core)
      try anomaly?.write(strip.features, core: core)
      if let confidence {
        try write(UnsafePointer(strips.confidence.firstAddress), core: core, to: confidence)
      }
      for index in rejected.indices { rejected[index] += strip.rejected[index] }
    }
    return Dictionary(zip(walk.reasons, rejected), uniquingKeysWith: +)
  }
}

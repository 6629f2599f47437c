import Features
import Fitting
import Foundation
import Jobs
import Kernels
import Labelling
import Learning
import MapTools
import MapUnits
import Patches
import RasterIO
import Rasters
import Scenes

/// Walks over a scene once, classifies it and writes `units.tif` and the outputs that are
/// written row by row.
struct MapWriter {
  let source: OpenScene
  let model: ModelFile
  let sieve: MinimumMappingUnit?
  let plan: MemoryPlan
  let workers: Workers
  let control: RunControl
  let metadata: [String: String]

  var classifier: Classifier { model.classifier }
  private var smoothing: Smoothing { model.description.smoothing ?? .none }

  /// What came of the walk.
  struct Outcome {
    var statistics: UnitStatistics
    /// Statistics of the features, where they are not the bands.
    var featureStatistics: UnitStatistics?
    var sample: UnitSample
    var validPixels: Int
    var rejected: [String: Int]
    /// What spectral rules have rejected, in their order.
    var masked: [SpectralMaskPlan.Rejected]
    var sieved: Sieve.Outcome?
  }

  /// The colours of the units, which may come from their spectra, are asked of `legend` when all has
  /// been read. `digests` begin when the scene has been read: the files that follow keep one
  /// thread busy.
  func write(
    to folder: ResultFolder, outputs: Set<Scene.Output>, digests: InputDigests,
    clock: inout StageClock, legend: (UnitStatistics) throws -> Legend
  ) throws -> (outcome: Outcome, legend: Legend) {
    let units = try RasterWriter(
      path: folder.file(.units), grid: source.grid, type: .uint8, noData: 0,
      descriptions: ["unit"], options: InterimRaster.options)
    units.setMetadata(metadata)
    let writers = try writers(MapOutput.all(of: outputs), folder)
    let details = try details(MapOutput.details(for: outputs))
    let scratch = try sieve.map { _ in try LabelScratch(source.grid, in: folder.staging) }
    var statistics = MapStatistics(classifier, source)
    let (rejected, masked) = try classify(
      &statistics, units: units, scratch: scratch, writers: writers, details: details)
    clock.lap("map")
    if workers.count > 1 { digests.begin() }
    var sieved: Sieve.Outcome?
    if let sieve, let scratch {
      (statistics, sieved) = try self.sieve(sieve, scratch, folder: folder.staging, to: units)
      clock.lap("sieve")
    }
    for writer in writers { try writer.finish(threads: workers.count) }
    let named = try legend(statistics.bands)
    units.setColourTable(named)
    try units.finishAsCOG(overviews: .mode, threads: workers.count)
    clock.lap("write")
    let outcome = Outcome(
      statistics: statistics.bands, featureStatistics: statistics.features,
      sample: statistics.sampler.finish(),
      validPixels: source.grid.pixelCount - rejected.values.reduce(0, +), rejected: rejected,
      masked: masked, sieved: sieved)
    return (outcome, named)
  }

  private func writers(
    _ outputs: [MapOutput], _ folder: ResultFolder
  ) throws -> [any StripWriter] {
    let walk = MapWalk(
      folder: folder, source: source, model: model, workers: workers, metadata: metadata)
    return try outputs.compactMap { output in
      guard case .walked(let open) = output.writing else { return nil }
      return try open(walk)
    }
  }

  private func details(_ kinds: Set<StripDetails.Kind>) throws -> StripDetails? {
    guard !kinds.isEmpty else { return nil }
    return StripDetails(
      kinds, classifier,
      logitScale: kinds.contains(.probabilities) ? try model.logitScale() : 1,
      width: source.grid.width, rows: min(source.grid.height, plan.rowsPerStrip))
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
    writers: [any StripWriter], details: StripDetails?
  ) throws -> ([String: Int], [SpectralMaskPlan.Rejected]) {
    let grid = source.grid
    let walk = walk()
    let strips = StripClassifier(
      classifier, smoothing: smoothing, width: grid.width, height: grid.height,
      rowsPerStrip: plan.rowsPerStrip, workers: workers, details: details)
    var rejected = [Int](repeating: 0, count: walk.reasons.count)
    var masked = walk.masks.nothing
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
      let mapped = MappedStrip(
        features: strip.features, labels: labels,
        confidence: UnsafePointer(strips.confidence.firstAddress), details: details)
      for writer in writers { try writer.write(mapped, core: core) }
      for index in rejected.indices { rejected[index] += strip.rejected[index] }
      for index in masked.indices { masked[index] += strip.masked[index] }
    }
    return (Dictionary(zip(walk.reasons, rejected), uniquingKeysWith: +), masked)
  }
}

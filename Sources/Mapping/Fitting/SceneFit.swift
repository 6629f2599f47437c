import Foundation
import Kernels
import Learning
import RasterIO
import Rasters
import Scenes

/// A classifier fitted to a scene, with what a report says about it.
struct SceneFit {
  var classifier: Classifier
  var notes: (encoder: FitNotes, clusterer: FitNotes)
  var quality: ClusterQuality
  var positions: [Int]
  var samples: PlanarMatrix
  var validPixels: Int
  var rejected: [String: Int]
  var warnings: [String]
  var codes: CodePoints?
  var means: UnitMeans
  /// What makes log probabilities of the clusterer's logits.
  var logitScale: Double
}

extension SceneFit {
  /// Walks over the scene for a sample, fits the encoder, walks again where
  /// a filter wants neighbours, and fits the clusterer.
  static func run(
    _ source: OpenScene, plan: MemoryPlan, workers: Workers, control: RunControl,
    clock: inout StageClock
  ) throws -> SceneFit {
    let scene = source.scene
    let context = FitContext(scene, workers, control)
    let sample = try coded(source, plan: plan, context, control: control, clock: &clock)
    let fit = try scene.recipe.fitClusters(
      sample.encoding, codes: sample.codes, values: sample.values, context: context)
    let quality = try ClusterQuality(
      of: sample.space, labels: fit.labels, clusters: scene.recipe.units, context: context)
    clock.lap("fit clusterer")
    return SceneFit(
      classifier: fit.classifier, notes: (fit.encoderNotes, fit.clustererNotes),
      quality: quality, positions: sample.positions, samples: sample.samples,
      validPixels: sample.validPixels, rejected: sample.rejected,
      warnings: fit.encoderNotes.warnings + fit.clustererNotes.warnings,
      codes: CodePoints(fit), means: fit.means,
      logitScale: fit.classifier.clusterer.logitScale(of: fit.codes, labels: fit.labels))
  }

  /// All of a fit that comes before the clusterer.
  static func coded(
    _ source: OpenScene, plan: MemoryPlan, _ context: FitContext, control: RunControl,
    clock: inout StageClock
  ) throws -> CodedSample {
    let scene = source.scene
    let walk = SceneWalk(
      reader: source.reader(lanes: context.workers.count), masks: source.masks.spectral,
      features: source.features, workers: context.workers, rowsPerStrip: plan.rowsPerStrip,
      control: control)
    var collector = try sample(walk, scene, size: plan.sampleSize)
    let collected = collector.finish()
    let (samples, positions) = (collected.samples, collected.positions)
    clock.lap("sample")
    let encoding = try scene.recipe.fitEncoding(
      samples, extremes: collected.extremes, context: context)
    clock.lap("fit encoder")
    let codes = try codes(of: samples, at: positions, encoding, walk)
    if encoding.filter != nil { clock.lap("filter sample") }
    return CodedSample(
      encoding: encoding, codes: codes, samples: samples.values, values: collected.bandValues,
      positions: positions, space: scaledBands(collected, scene.recipe.scaling, encoding.scaler),
      validPixels: collector.validCount,
      rejected: Dictionary(
        zip(walk.reasons, collector.rejected), uniquingKeysWith: +))
  }

  /// Where quality is measured, whatever the features and the encoder:
  /// indices of different feature spaces cannot be compared.
  private static func scaledBands(
    _ sample: CollectedSample, _ kind: Scaler.Kind, _ scaler: Scaler
  ) -> PlanarMatrix {
    guard let bands = sample.bands else { return scaler.apply(sample.samples.values) }
    return Scaler.fit(kind, to: bands.values, extremes: bands.extremes).apply(bands.values)
  }

  private static func sample(
    _ walk: SceneWalk, _ scene: Scene, size: Int
  ) throws -> SampleCollector {
    let plan = walk.features
    var collector = SampleCollector(
      size: size, features: plan.count,
      bands: plan.isIdentity ? 0 : walk.reader.stack.bands.count,
      width: walk.reader.region.width, seed: scene.seed,
      neighbours: scene.recipe.needsNeighbours)
    try walk.forEach(stage: "sampling", halo: 1) { strip, core in
      try collector.add(strip, core: core, workers: walk.workers)
    }
    guard collector.validCount > 0 else {
      throw Failure(
        "'\(walk.reader.stack.name)' has no valid pixel in the region: "
          + why(walk.reasons, collector.rejected))
    }
    return collector
  }

  /// "1,000 no data, 20 cloud".
  static func why(_ reasons: [String], _ counts: [Int]) -> String {
    let parts = zip(reasons, counts).filter { $1 > 0 }.map { "\($1) pixels \($0)" }
    return parts.isEmpty ? "it is empty" : parts.joined(separator: ", ")
  }

  private static func codes(
    of samples: Samples, at positions: [Int], _ encoding: EncodingFit, _ walk: SceneWalk
  ) throws -> PlanarMatrix {
    guard let filter = encoding.filter else {
      return encoding.encoder.encode(
        encoding.scaler.apply(samples.values), workers: walk.workers)
    }
    return try FilteredCodes(walk: walk, encoding: encoding, filter: filter)
      .collect(at: positions)
  }
}

extension FitContext {
  init(_ scene: Scene, _ workers: Workers, _ control: RunControl) {
    self.init(
      seed: scene.seed, workers: workers, progress: control.progress,
      checkpoint: control.checkpoint)
  }
}

extension OpenScene {
  func reader(lanes: Int) -> StackReader {
    StackReader(
      stack: stack, region: region, polygons: polygons, masks: masks.areas, lanes: lanes,
      resampling: Resampling(rawValue: scene.resampling) ?? .bilinear)
  }
}

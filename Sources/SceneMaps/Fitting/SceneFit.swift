import Clusterers
package import Fitting
import Foundation
package import Jobs
package import Kernels
import Learning
import MapTools
import RasterIO
import Rasters
package import Scenes
import Supervised

/// A classifier fitted to a scene, with what a report says about it.
package struct SceneFit {
  /// The scene's, with the number of units that was chosen.
  var recipe: Recipe
  var chosen: ChosenUnits?
  var used: UsedUnits
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
  /// Of the bands of the sample.
  var bandMeans: UnitMeans
  /// What makes log probabilities of the clusterer's logits.
  var logitScale: Double
  var known: RunReport.Known?
  /// The labels of the known units.
  var labels: KnownLabels?

  /// Names of the units: the known ones, then numbers.
  var unitNames: [String] {
    let names = known?.units.map(\.name) ?? []
    let units = classifier.unitOfCluster.max() ?? 0
    return names + (names.count..<max(units, names.count)).map { "Unit \($0 + 1)" }
  }
}

extension SceneFit {
  /// Walks over the scene for a sample, fits the encoder, walks again where
  /// a filter wants neighbours, and fits the clusterer.
  static func run(
    _ source: OpenScene, known: KnownLabels? = nil, plan: MemoryPlan, workers: Workers,
    keeper: (any TrainingKeeper)? = nil, control: RunControl, clock: inout StageClock
  ) throws -> SceneFit {
    var context = FitContext(source.scene, workers, control)
    context.keeper = keeper
    let sample = try coded(
      source, known: known, plan: plan, context, control: control, clock: &clock)
    do {
      return try clustered(sample, source.scene, context, control: control, clock: &clock)
    } catch {
      // They may be why.
      sample.notes.forEach(control.log)
      throw error
    }
  }

  /// All of a fit that comes after the codes of the sample.
  static func clustered(
    _ sample: CodedSample, _ scene: Scene, _ context: FitContext, control: RunControl,
    clock: inout StageClock
  ) throws -> SceneFit {
    var context = context
    let chosen = try scene.units.tried.map {
      try ChosenUnits(of: $0, scene, sample, context, control: control)
    }
    if chosen != nil { clock.lap("trials") }
    var recipe = scene.recipe
    if let chosen { recipe.units = chosen.recommendation.units }
    if let labels = sample.labels {
      recipe = recipe.learning(labels.use, classes: labels.classes.count)
    }
    context.known = sample.known
    let used = UsedUnits(
      asked: recipe.units, isChosen: chosen != nil, known: sample.known?.classCount ?? 0)
    let fit = try used.fit(recipe, sample, context)
    let quality = try ClusterQuality(
      of: sample.space, labels: fit.labels, clusters: fit.classifier.clusterer.clusters,
      context: context)
    recipe.units = fit.classifier.clusterer.clusters
    clock.lap("fit clusterer")
    let crossed = try crossValidated(sample, recipe, context)
    if crossed != nil { clock.lap("cross-validation") }
    return SceneFit(
      recipe: recipe, chosen: chosen, used: used, classifier: fit.classifier,
      notes: (fit.encoderNotes, fit.clustererNotes),
      quality: quality, positions: sample.positions, samples: sample.samples,
      validPixels: sample.validPixels, rejected: sample.rejected,
      warnings: sample.notes + (chosen?.warnings ?? []) + sample.remarks
        + fit.encoderNotes.warnings
        + fit.clustererNotes.warnings,
      codes: CodePoints(fit), means: fit.means,
      bandMeans: fit.means(of: sample.values),
      logitScale: fit.classifier.clusterer.logitScale(of: fit.codes, labels: fit.labels),
      known: sample.labels.map { facts(of: $0, sample, crossed) }, labels: sample.labels)
  }

  /// Nil where there are units that no label knows.
  private static func crossValidated(
    _ sample: CodedSample, _ recipe: Recipe, _ context: FitContext
  ) throws -> RunReport.HeldOut? {
    guard let labels = sample.labels, labels.use.isComplete, let known = sample.known else {
      return nil
    }
    let method = try recipe.clustererMethod()
    return try CrossValidation(
      method, Parameters(method.parameters, given: recipe.clustererParameters), on: known,
      context: context
    ).map { labels.report($0) }
  }

  private static func facts(
    of known: KnownLabels, _ sample: CodedSample, _ crossed: RunReport.HeldOut?
  ) -> RunReport.Known {
    RunReport.Known(
      labels: known.path, holdOut: known.share, use: known.use.rawValue, crossValidation: crossed,
      units: known.classes.enumerated().map { index, line in
        .init(
          unit: index + 1, name: line.name, places: line.places, heldOut: line.heldOut,
          pixels: sample.knownPixels[index],
          used: sample.known?.classes.count { $0 == index } ?? 0)
      })
  }

  /// All of a fit that comes before the clusterer.
  package static func coded(
    _ source: OpenScene, known: KnownLabels? = nil, plan: MemoryPlan, _ context: FitContext,
    control: RunControl, clock: inout StageClock
  ) throws -> CodedSample {
    let scene = source.scene
    let walk = source.walk(
      rowsPerStrip: plan.rowsPerStrip, workers: context.workers, control: control)
    var labelled = known.map {
      LabelledCollector(
        $0, features: source.features.count, width: source.region.width, seed: scene.seed)
    }
    var collector = try sample(walk, scene, size: plan.sampleSize, &labelled)
    let collected = collector.finish()
    let knownPixels = (labelled?.valid ?? []).filter { $0 > 0 }
    let remarks = labelled.map { own in own.empty.map { own.remark(on: $0) + "; it is passed over" }
    }
    let labels = labelled.flatMap { own in known?.without(Set(own.empty)) }
    let anchors = try labelled?.finish()
    let (samples, positions) = (collected.samples, collected.positions)
    clock.lap("sample")
    let encoding = try scene.recipe.fitEncoding(
      samples, extremes: collected.extremes, context: context)
    clock.lap("fit encoder")
    let (codes, knownCodes) = try codes(of: samples, at: positions, anchors, encoding, walk)
    if encoding.filter != nil { clock.lap("filter sample") }
    return CodedSample(
      encoding: encoding, codes: codes, samples: samples.values, values: collected.bandValues,
      positions: positions, space: scaledBands(collected, scene.recipe.scaling, encoding.scaler),
      validPixels: collector.validCount,
      rejected: Dictionary(
        zip(walk.reasons, collector.rejected), uniquingKeysWith: +),
      known: knownCodes, knownPixels: knownPixels, labels: labels, remarks: remarks ?? [],
      notes: strayValues(collected, source, validPixels: collector.validCount))
  }

  /// Where quality is measured, whatever the features and the encoder:
  /// indices of different feature spaces cannot be compared.
  static func scaledBands(
    _ sample: CollectedSample, _ kind: Scaler.Kind, _ scaler: Scaler
  ) -> PlanarMatrix {
    guard let bands = sample.bands else { return scaler.apply(sample.samples.values) }
    return Scaler.fit(kind, to: bands.values, extremes: bands.extremes).apply(bands.values)
  }

  static func sample(
    _ walk: SceneWalk, _ scene: Scene, size: Int, _ labelled: inout LabelledCollector?
  ) throws -> SampleCollector {
    let plan = walk.features
    var collector = SampleCollector(
      size: size, features: plan.count,
      bands: plan.isIdentity ? 0 : walk.reader.stack.bands.count,
      width: walk.reader.region.width, seed: scene.seed,
      neighbours: scene.recipe.needsNeighbours)
    try walk.forEach(stage: "sampling", halo: 1) { strip, core in
      try collector.add(strip, core: core, workers: walk.workers)
      try labelled?.add(strip, core: core)
    }
    guard collector.validCount > 0 else {
      throw Failure(
        "'\(walk.reader.stack.name)' has no valid pixel in the region: "
          + why(walk.reasons, collector.rejected) + beyondFloats(walk.reader.stack))
    }
    return collector
  }

  /// Bands whose numbers may be larger than what is worked with.
  private static func beyondFloats(_ stack: BandStack) -> String {
    stack.bands.contains { $0.type == .float64 }
      ? " (numbers beyond ±3.4e38, which 64-bit bands can hold, count as no data)" : ""
  }

  /// "1,000 no data, 20 cloud".
  static func why(_ reasons: [String], _ counts: [Int]) -> String {
    let parts = zip(reasons, counts).filter { $1 > 0 }.map { "\($1) pixels \($0)" }
    return parts.isEmpty ? "it is empty" : parts.joined(separator: ", ")
  }

  /// Codes of the sample, and of labelled pixels.
  private static func codes(
    of samples: Samples, at positions: [Int], _ anchors: LabelledSample?, _ encoding: EncodingFit,
    _ walk: SceneWalk
  ) throws -> (PlanarMatrix, KnownSamples?) {
    guard let filter = encoding.filter else {
      let encode = { (values: PlanarMatrix) in
        encoding.encoder.encode(encoding.scaler.apply(values), workers: walk.workers)
      }
      return (encode(samples.values), anchors.map { $0.known(encode($0.values)) })
    }
    let filtered = FilteredCodes(walk: walk, encoding: encoding, filter: filter)
    guard let anchors else { return (try filtered.collect(at: positions), nil) }
    let all = Set(positions).union(anchors.positions).sorted()
    let codes = try filtered.collect(at: all)
    let place = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
    let pick = { (wanted: [Int]) in codes.gathering(wanted.compactMap { place[$0] }) }
    return (pick(positions), anchors.known(pick(anchors.positions)))
  }
}

extension LabelledSample {
  fileprivate func known(_ codes: PlanarMatrix) -> KnownSamples {
    KnownSamples(
      codes: codes, classes: classes, classCount: (classes.max() ?? -1) + 1, places: places)
  }
}

extension FitContext {
  package init(_ scene: Scene, _ workers: Workers, _ control: RunControl) {
    self.init(
      seed: scene.seed, workers: workers, progress: control.progress,
      checkpoint: control.checkpoint)
  }
}

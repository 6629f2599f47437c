import Cartography
import Features
import Files
import Foundation
import Jobs
import Kernels
import Learning
import MapTools
import RasterIO
import Rasters
import Scenes
import Settings

/// One run over one scene, from checked values to a folder of results.
struct SceneRun {
  let scene: Scene
  let options: RunOptions
  let control: RunControl
  let workers: Workers
  let style: Style

  init(_ scene: Scene, options: RunOptions, control: RunControl) throws {
    var scene = scene
    if let relabel = options.relabel { scene.relabel = relabel }
    if let threads = options.threads { try JobSettings.threads.checked(threads) }
    guard scene.known == nil || scene.units.tried == nil else {
      throw Failure.usage(
        "a range of units is judged by units that are found without labels: with known units "
          + "give one number")
    }
    self.scene = scene
    self.options = options
    self.control = control
    workers = options.workers
    style = try StyleSearch.style(named: scene.style)
    if let terrain = scene.terrain { _ = try LocalPath.file(terrain) }
  }

  // MARK: the three jobs

  func fitAndMap() throws -> RunReport {
    var clock = StageClock()
    if scene.outputs.contains(.anomaly) { try Classifier.checkRebuilding(scene.recipe.encoder) }
    let source = try OpenScene(scene)
    let labels = try SceneLabels(scene, onto: source.grid, fits: true)
    let plan = try memoryPlan(
      source, smoothing: scene.smoothing, labels: labels)
    let folder = try ResultFolder(
      path: options.folder, overwrite: options.overwrite, inputs: source.stack.files)
    let checkpoint = FitCheckpoint(folder.checkpoint, workers: workers, control: control)
    do {
      _ = try folder.unitFile()
      var fit = try fit(source, labels.known, plan: plan, checkpoint, clock: &clock)
      fit.classifier = try relabelled(fit, source)
      let model = try modelFile(fit, source)
      var draft = ReportDraft(source, plan: plan, scene: scene, recipe: scene.recipe)
      draft.add(fit)
      return try write(
        model, source, labels, plan: plan, to: folder,
        saveModel: scene.outputs.contains(.model), codes: fit.codes, &draft, clock: &clock)
    } catch {
      checkpoint.save()
      throw folder.abandon(error)
    }
  }

  func fitOnly(model path: String) throws -> RunReport {
    var clock = StageClock()
    let source = try OpenScene(scene)
    let labels = try SceneLabels(fitScene, onto: source.grid, fits: true)
    let plan = try memoryPlan(
      source, smoothing: scene.smoothing, labels: labels)
    try OutputPath.check(
      path, setting: JobSettings.model, overwrite: options.overwrite, inputs: source.stack.files)
    let checkpoint = FitCheckpoint(beside: path, workers: workers, control: control)
    let fit = try checkpoint.keeping {
      var fit = try self.fit(source, labels.known, plan: plan, checkpoint, clock: &clock)
      fit.classifier = try relabelled(fit, source)
      try TemporaryName.write(try modelFile(fit, source).serialized(), to: path)
      return fit
    }
    clock.lap("write")
    var draft = ReportDraft(source, plan: plan, scene: scene, recipe: scene.recipe)
    draft.add(fit)
    draft.model = path
    draft.outputs = [path]
    return draft.finish(clock)
  }

  /// The scene without labels that only judge a map: there is none.
  private var fitScene: Scene {
    var scene = scene
    if let known = scene.known, known.holdOut > 0 {
      control.log("all places of known units are learnt from: a fit makes no map to judge")
      scene.known?.holdOut = 0
    }
    if scene.reference != nil { control.log("'reference' is not used: a fit makes no map") }
    scene.reference = nil
    return scene
  }

  /// Fits a model without writing it anywhere.
  func fitValue() throws -> (model: ModelFile, report: RunReport) {
    var clock = StageClock()
    let source = try OpenScene(scene)
    let labels = try SceneLabels(fitScene, onto: source.grid, fits: true)
    let plan = try memoryPlan(
      source, smoothing: scene.smoothing, labels: labels)
    var fit = try fit(source, labels.known, plan: plan, nil, clock: &clock)
    fit.classifier = try relabelled(fit, source)
    var draft = ReportDraft(source, plan: plan, scene: scene, recipe: scene.recipe)
    draft.add(fit)
    return (try modelFile(fit, source), draft.finish(clock))
  }

  /// Applies the model in a file.
  func mapOnly(model path: String) throws -> RunReport {
    try map(by: Self.readModel(path), from: path)
  }

  /// Applies a model.
  ///
  /// - Parameter path: where the model lies; nil for one that was never written, which is then
  ///   saved among the results.
  func map(by model: ModelFile, from origin: String?) throws -> RunReport {
    var clock = StageClock()
    let path = origin ?? options.folder + "/" + ResultFolder.Name.model.rawValue
    _ = try rebuilding(model)
    let source = try OpenScene(
      try scene.choosingBands(of: model.description, name: path),
      features: model.description.definitions)
    try ModelMatch.check(model.description, against: source.stack, name: path)
    try ModelMatch.check(model.description, features: scene.features, on: source, name: path)
    let smoothing = model.description.smoothing ?? .none
    let labels = try SceneLabels(scene, onto: source.grid, fits: false)
    let plan = try memoryPlan(source, smoothing: smoothing, model: model.classifier)
    let folder = try ResultFolder(
      path: options.folder, overwrite: options.overwrite, inputs: source.stack.files)
    do {
      _ = try folder.unitFile()
      clock.lap("open")
      if scene.relabel != nil {
        throw Failure.usage(
          "relabel goes with fitting; a model keeps the numbering that it was fitted with")
      }
      var draft = ReportDraft(source, plan: plan, scene: scene, recipe: nil)
      draft.add(model.description)
      draft.model = path
      return try write(
        model, source, labels, plan: plan, to: folder, saveModel: origin == nil, &draft,
        clock: &clock)
    } catch {
      throw folder.abandon(error)
    }
  }

  static func readModel(_ path: String) throws -> ModelFile {
    let file = try LocalPath.file(path)
    guard file.byteCount <= 1 << 30 else {
      throw Failure("'\(path)' has \(ByteCount.text(file.byteCount)), too large for a model")
    }
    guard let data = FileManager.default.contents(atPath: file.absolute) else {
      throw Failure("'\(path)' cannot be read")
    }
    return try ModelFile(data: data, name: path)
  }

  // MARK: parts

  func memoryPlan(
    _ source: OpenScene, smoothing: Smoothing, model: Classifier? = nil,
    labels: SceneLabels? = nil, pooledPixels: Int? = nil
  ) throws -> MemoryPlan {
    if let sieve = scene.sieve { _ = try PixelWeights(source.grid).least(sieve) }
    let filter = model == nil ? scene.recipe.filter : model?.filter?.settings
    let halo = (filter?.halo ?? 0) + smoothing.halo
    // Before the fit the width of the codes is not known: at most the bands.
    let codes = filter == nil ? 0 : model?.encoder.outputs ?? min(source.features.count, 16)
    let reader = source.reader(lanes: workers.count)
    let demand = MemoryDemand(
      stack: source.stack, features: source.features, region: source.region,
      sampleSize: scene.sampleSize, usually: scene.usualSampleSize, codes: codes,
      labelling: smoothing.bytesPerPixel(units: model?.clusterer.clusters ?? scene.recipe.units),
      halo: halo, neighbours: model == nil && scene.recipe.needsNeighbours,
      masks: source.masks.areas, knownUnits: labels?.known?.classes.count ?? 0,
      pooledPixels: pooledPixels, workers: workers.count)
    let isOnePass = pooledPixels != nil || (model != nil && scene.sieve == nil)
    let plan = try MemoryPlan(
      demand, blocks: reader.blocks, passes: isOnePass ? 1 : 2, budget: options.budget,
      workers: workers.count)
    GDAL.limitBlockCache(to: plan.blockCacheBytes)
    if let rows = plan.keptRows { reader.blocks.keptRows = rows } else { reader.leaveBlocks() }
    return plan
  }

  private func fit(
    _ source: OpenScene, _ known: KnownLabels?, plan: MemoryPlan, _ checkpoint: FitCheckpoint?,
    clock: inout StageClock
  ) throws -> SceneFit {
    clock.lap("open")
    for note in source.stack.notes + (known?.notes ?? []) { control.log(note) }
    return try SceneFit.run(
      source, known: known, plan: plan, workers: workers, keeper: checkpoint, control: control,
      clock: &clock)
  }

  private func relabelled(_ fit: SceneFit, _ source: OpenScene) throws -> Classifier {
    guard let reference = scene.relabel else { return fit.classifier }
    return try Relabelling(reference: reference, grid: source.grid, control: control)
      .apply(to: fit.classifier, samples: fit.samples, positions: fit.positions, source)
  }

  func modelFile(_ fit: SceneFit, _ source: OpenScene) throws -> ModelFile {
    let tree = try fit.means.tree(unitOfCluster: fit.classifier.unitOfCluster)
    let smoothing = scene.smoothing.scaled(fit.logitScale).effective
    return ModelFile(
      description: ModelDescription(
        faciesVersion: Facies.version, scene: scene.name, product: source.stack.product,
        sensor: source.stack.sensor, level: source.stack.level,
        bands: source.stack.bands.map {
          .init(name: $0.name, quantity: $0.quantity.rawValue, wavelength: $0.wavelength)
        },
        features: source.features.isIdentity ? nil : source.features.definitions,
        recipe: fit.recipe, unitOfCluster: fit.classifier.unitOfCluster,
        unitNames: fit.unitNames, tree: tree, smoothing: smoothing == .none ? nil : smoothing,
        deviation: fit.classifier.deviation, seed: scene.seed,
        samples: fit.samples.count, cpu: Planar.cpu),
      classifier: fit.classifier)
  }

  /// What anomalies are measured by; nil where nobody asked for them.
  private func rebuilding(_ model: ModelFile) throws -> (any ReconstructingEncoder)? {
    guard scene.outputs.contains(.anomaly) else { return nil }
    return try model.classifier.rebuilding(model.description.encoder)
  }

  private func write(
    _ model: ModelFile, _ source: OpenScene, _ labels: SceneLabels, plan: MemoryPlan,
    to folder: ResultFolder, saveModel: Bool, codes: CodePoints? = nil, _ draft: inout ReportDraft,
    clock: inout StageClock
  ) throws -> RunReport {
    let applied = draft.model
    let names = model.description.unitNames
    let palette = UnitColours.colours(style.palette, count: names.count)
    let plain = Legend(
      entries: names.enumerated().map {
        LegendEntry(value: $0.offset + 1, name: $0.element, colour: palette[$0.offset])
      })
    let given = try folder.unitFile()
    let bare = given?.applied(to: plain) ?? plain
    if given != nil, bare != plain { draft.warn(Self.unitFileWarning) }
    let writer = MapWriter(
      source: source, classifier: model.classifier,
      smoothing: model.description.smoothing ?? .none,
      rebuilding: try rebuilding(model), sieve: scene.sieve, plan: plan,
      workers: workers, control: control, colours: bare,
      metadata: Self.metadata(model.description, source))
    let outcome = try writer.write(
      to: folder, outputs: scene.outputs, digests: draft.digests, clock: &clock)
    let hints = UnitHints(outcome.statistics, source.stack)
    let sized = outcome.legend(bare)
    let legend = scene.unitNames == .hints ? hints.named(sized) : sized
    draft.add(outcome, legend: legend, hints: hints)
    draft.tree = model.description.tree
    let files = ResultFiles(
      folder: folder, scene: scene, style: style, source: source, control: control)
    try files.write(legend, outcome, hints: hints, model: saveModel ? model : nil, report: &draft)
    clock.lap("sheets and tables")
    try labels.judge(folder.file(.units), legend: legend, control: control, &draft)
    var report = draft.finish(clock)
    let parts = PageParts(
      report: report, legend: legend, statistics: outcome.statistics, codes: codes,
      unitOfCluster: model.classifier.unitOfCluster, model: applied)
    try files.writePage(parts)
    try files.writeItem(parts)
    clock.lap("page")
    report.setTimes(clock)
    let recorded = RecordedPaths(options)
    report.appliedModel = applied
    report.name(by: recorded)
    report.files = ResultFile.all(in: folder.staging)
    report.sceneFile = SceneFile.text(scene.changingPaths(recorded.name))
    try TemporaryName.write(report.json(), to: folder.file(.report))
    // The model that was applied may lie in this very folder.
    try folder.publish(keeping: draft.model == nil ? [] : [.model])
    return report
  }

  private static let unitFileWarning =
    "names and colours of the units are those of the units.yaml that was in the folder; "
    + "delete it if it belongs to another map"

  /// How the map was made, for the TIFF itself: nothing that differs from
  /// run to run.
  private static func metadata(_ d: ModelDescription, _ source: OpenScene) -> [String: String] {
    let derived = d.features.map { ["FACIES_FEATURES": $0.map(\.name).joined(separator: " ")] }
    return (derived ?? [:]).merging([
      "TIFFTAG_SOFTWARE": "facies \(Facies.version)",
      "FACIES_SCENE": source.scene.name,
      "FACIES_PRODUCT": source.stack.product,
      "FACIES_BANDS": d.bands.map(\.name).joined(separator: " "),
      "FACIES_LEVEL": d.level,
      "FACIES_RECIPE": "\(d.scaling), \(d.encoder), "
        + (d.whitening == true ? "whitened, " : "") + d.clusterer
        + (d.smoothing.map { ", " + $0.text } ?? ""),
      "FACIES_FITTED_TO": d.scene,
      "FACIES_SEED": "\(d.seed)",
    ]) { $1 }
    .merging(source.scene.sieve.map { ["FACIES_SIEVE": "\($0)"] } ?? [:]) { $1 }
    .merging(d.tree.map { ["FACIES_TREE": "\($0)"] } ?? [:]) { $1 }
  }

  /// The lines of `--dry-run`.
  func plan() throws -> [String] {
    try ResultFolder.check(path: options.folder, overwrite: options.overwrite)
    let source = try OpenScene(scene)
    try ResultFolder.check(path: options.folder, inputs: source.stack.files)
    let labels = try SceneLabels(scene, onto: source.grid, fits: true)
    let plan = try memoryPlan(
      source, smoothing: scene.smoothing, labels: labels)
    let grid = source.grid
    return [
      "scene     \(scene.name): \(source.stack.product), \(source.stack.level)",
      "bands     \(bands(source))",
      "features  "
        + (source.features.isIdentity
          ? "the bands" : source.features.names.joined(separator: ", ")),
      "grid      \(grid.width)x\(grid.height) pixels, \(grid.reference.name)",
      "masks     \(masks(source))",
      "recipe    \(scene.recipeName): \(scene.recipe.scaling.rawValue), \(scene.recipe.encoder)"
        + (scene.recipe.whitening ? ", whitened" : "")
        + (scene.recipe.filter == nil ? "" : ", bilateral filter") + ", \(scene.recipe.clusterer), "
        + "\(scene.units.tried == nil ? "" : "the best of ")\(scene.units) units, smoothing \(scene.smoothing.text)"
        + (scene.sieve.map { ", sieve \($0)" } ?? ""),
      "sample    at most \(plan.sampleSize) pixels",
      "memory    \(ByteCount.text(plan.budgetBytes)): strips of \(plan.rowsPerStrip) rows, "
        + "block cache \(ByteCount.text(plan.blockCacheBytes)), \(plan.workers) threads",
      "results   \(options.folder)",
    ] + labels.lines + source.stack.notes.map { "note      \($0)" }
  }

  /// The first and the last of very many.
  private func bands(_ source: OpenScene) -> String {
    let names = source.stack.bands.map(\.name)
    guard names.count > 40 else { return names.joined(separator: ", ") }
    let ends = names.prefix(8) + ["…"] + names.suffix(4)
    return "\(names.count): " + ends.joined(separator: ", ")
  }

  private func masks(_ source: OpenScene) -> String {
    var names: [String] = []
    for test in source.stack.quality.flatMap(\.tests) where !names.contains(test.name) {
      names.append(test.name)
    }
    names += source.masks.facts.map { $0.name == $0.rule ? $0.name : "\($0.name) (\($0.rule))" }
    return names.isEmpty ? "none but missing data" : names.joined(separator: ", ")
  }
}

extension MapWriter.Outcome {
  /// The legend with sizes.
  func legend(_ bare: Legend) -> Legend {
    Legend(
      entries: bare.entries.map { entry in
        var sized = entry
        guard entry.value <= statistics.units else { return sized }
        sized.pixelCount = statistics.pixels[entry.value - 1]
        sized.hectares = statistics.hasArea ? statistics.hectares[entry.value - 1] : nil
        return sized
      })
  }
}

import Cartography
import Features
import Files
import Fitting
import Foundation
import Jobs
import Kernels
import Learning
import MapTools
import RasterIO
import Rasters
import Scenes
import Settings
import Spectra

/// One run over one scene, from checked values to a folder of results.
struct SceneRun {
  private(set) var scene: Scene
  let options: RunOptions
  let control: RunControl
  let planning: ScenePlanning
  let style: Style

  var workers: Workers { planning.workers }

  init(_ scene: Scene, options: RunOptions, control: RunControl) throws {
    var scene = scene
    if let relabel = options.relabel { scene.relabel = relabel }
    if scene.known != nil { scene.recipe = scene.recipe.forLabels }
    planning = try ScenePlanning(scene, options: options)
    try scene.checkRunnable()
    self.scene = scene
    self.options = options
    self.control = control
    var style = try StyleSearch.style(named: scene.style)
    style.palette = try StyleSearch.palette(of: scene)
    self.style = style
  }

  // MARK: the three jobs

  func fitAndMap() throws -> RunReport {
    var clock = StageClock()
    try MapOutput.check(scene.outputs, scene.recipe)
    let source = try OpenScene(scene)
    var labels = try SceneLabels(scene, onto: source.grid, fits: true)
    let library = try StackLibrary(of: scene, source.stack)
    let plan = try planning.plan(
      source, smoothing: scene.smoothing, labels: labels)
    planning.apply(plan, to: source)
    let folder = try ResultFolder(
      path: options.folder, names: MapFile.names, overwrite: options.overwrite,
      inputs: source.stack.files)
    let checkpoint = FitCheckpoint(folder.checkpoint, workers: workers, control: control)
    do {
      _ = try folder.unitFile()
      var run = self
      run.scene.units = labels.units
      var fit = try fit(source, labels, plan: plan, checkpoint, clock: &clock)
      while true {
        fit.classifier = try relabelled(fit, source)
        labels.use(fit.labels)
        let model = try ModelFile(fit, scene: run.scene, source: source)
        var draft = ReportDraft(source, plan: plan, scene: run.scene, recipe: scene.recipe)
        draft.add(fit)
        let map = MapRun(
          run: run, model: model, source: source, labels: labels, plan: plan, folder: folder,
          library: library, savesModel: scene.outputs.contains(.model), origin: nil)
        let drawn = try map.draw(draft, clock: &clock)
        guard scene.relabel == nil,
          let left = fit.used.left(pixels: drawn.outcome.statistics.pixels)
        else { return try map.write(drawn, fitted: fit.codes, &draft, clock: &clock) }
        fit = try again(fit, units: left, source, labels.known, plan, checkpoint, clock: &clock)
      }
    } catch {
      checkpoint.save()
      throw folder.abandon(error)
    }
  }

  func fitOnly(model path: String) throws -> RunReport {
    var clock = StageClock()
    let source = try OpenScene(scene)
    let labels = try SceneLabels(fitScene, onto: source.grid, fits: true)
    let plan = try planning.plan(
      source, smoothing: scene.smoothing, labels: labels)
    planning.apply(plan, to: source)
    try OutputPath.check(
      path, setting: JobSettings.model, overwrite: options.overwrite, inputs: source.stack.files)
    let checkpoint = FitCheckpoint(beside: path, workers: workers, control: control)
    let fit = try checkpoint.keeping {
      var fit = try self.fit(source, labels, plan: plan, checkpoint, clock: &clock)
      fit.classifier = try relabelled(fit, source)
      try TemporaryName.write(ModelFile(fit, scene: scene, source: source).serialized(), to: path)
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
    let plan = try planning.plan(
      source, smoothing: scene.smoothing, labels: labels)
    planning.apply(plan, to: source)
    var fit = try fit(source, labels, plan: plan, nil, clock: &clock)
    fit.classifier = try relabelled(fit, source)
    var draft = ReportDraft(source, plan: plan, scene: scene, recipe: scene.recipe)
    draft.add(fit)
    return (try ModelFile(fit, scene: scene, source: source), draft.finish(clock))
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
    try MapOutput.check(scene.outputs, model)
    let match = ModelMatch(model.description, name: path)
    let source = try OpenScene(
      try match.choosingBands(scene), features: model.description.definitions)
    try match.check(source.stack)
    try ModelMatch.check(model.description, features: scene.features, on: source, name: path)
    let smoothing = model.description.smoothing ?? .none
    let labels = try SceneLabels(scene, onto: source.grid, fits: false)
    let library = try StackLibrary(of: scene, source.stack)
    let plan = try planning.plan(source, smoothing: smoothing, model: model.classifier)
    planning.apply(plan, to: source)
    let folder = try ResultFolder(
      path: options.folder, names: MapFile.names, overwrite: options.overwrite,
      inputs: source.stack.files)
    do {
      _ = try folder.unitFile()
      clock.lap("open")
      for note in source.stack.notes { control.log(note) }
      if scene.relabel != nil {
        throw Failure.usage(
          "relabel goes with fitting; a model keeps the numbering that it was fitted with")
      }
      var draft = ReportDraft(source, plan: plan, scene: scene, recipe: nil)
      draft.add(model.description)
      draft.model = origin ?? ResultFolder.Name.model.rawValue
      let map = MapRun(
        run: self, model: model, source: source, labels: labels, plan: plan, folder: folder,
        library: library, savesModel: origin == nil, origin: path)
      let drawn = try map.draw(draft, clock: &clock)
      return try map.write(drawn, fitted: nil, &draft, clock: &clock)
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

  private func fit(
    _ source: OpenScene, _ labels: SceneLabels, plan: MemoryPlan, _ checkpoint: FitCheckpoint?,
    clock: inout StageClock
  ) throws -> SceneFit {
    clock.lap("open")
    for note in source.stack.notes + (labels.known?.notes ?? []) { control.log(note) }
    var source = source
    source.scene.units = labels.units
    return try SceneFit.run(
      source, known: labels.known, plan: plan, workers: workers, keeper: checkpoint,
      control: control, clock: &clock)
  }

  /// Fits fewer units where a map has shown that some have no pixel.
  private func again(
    _ fit: SceneFit, units: Int, _ source: OpenScene, _ known: KnownLabels?, _ plan: MemoryPlan,
    _ checkpoint: FitCheckpoint?, clock: inout StageClock
  ) throws -> SceneFit {
    var source = source
    source.scene.units = .exactly(units)
    var next = try SceneFit.run(
      source, known: known, plan: plan, workers: workers, keeper: checkpoint, control: control,
      clock: &clock)
    (next.chosen, next.used) = (fit.chosen, fit.used.again)
    return next
  }

  private func relabelled(_ fit: SceneFit, _ source: OpenScene) throws -> Classifier {
    guard let reference = scene.relabel else { return fit.classifier }
    return try Relabelling(reference: reference, grid: source.grid, control: control)
      .apply(to: fit.classifier, samples: fit.samples, positions: fit.positions, source)
  }

  /// What a run would do, found out without reading a pixel.
  func plan() throws -> [String] {
    try ResultFolder.check(
      path: options.folder, names: MapFile.names, overwrite: options.overwrite)
    let source = try OpenScene(scene)
    try ResultFolder.check(
      path: options.folder, names: MapFile.names, inputs: source.stack.files)
    let labels = try SceneLabels(scene, onto: source.grid, fits: true)
    let plan = try planning.plan(
      source, smoothing: scene.smoothing, labels: labels)
    return ScenePlanText(
      scene: scene, source: source, labels: labels, plan: plan, folder: options.folder
    ).lines
  }
}

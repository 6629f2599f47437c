import Fitting
import Foundation
import Jobs
import Kernels
import Learning
import MapTools
import RasterIO
import Rasters
import SceneMaps
import Scenes

/// One sweep over numbers of units: one sample, one encoder, many clusterings.
struct SceneSweep {
  let scene: Scene
  let options: SweepOptions
  let control: RunControl

  func run() throws -> SweepReport {
    try options.check()
    guard scene.known == nil else {
      throw Failure.usage(
        "facies sweep judges units that are found without labels: take 'known' out of the scene")
    }
    var clock = StageClock()
    let planning = try ScenePlanning(scene, options: options.run)
    try scene.checkRunnable()
    _ = try StyleSearch.style(named: scene.style)
    let source = try OpenScene(scene)
    let plan = try planning.plan(source, smoothing: .none)
    planning.apply(plan, to: source)
    let files = try options.folder.map {
      try SweepFiles(folder: $0, overwrite: options.overwrite)
    }
    clock.lap("open")
    for note in source.stack.notes { control.log(note) }
    let report = try sweep(source, plan: plan, workers: planning.workers, clock: &clock)
    try files?.write(report)
    return report
  }

  private func sweep(
    _ source: OpenScene, plan: MemoryPlan, workers: Workers, clock: inout StageClock
  ) throws -> SweepReport {
    let context = FitContext(scene, workers, control)
    let sample = try SceneFit.coded(
      source, plan: plan, context, control: control, clock: &clock)
    let tried = UnitTrials(
      recipe: scene.recipe, range: options.range, settings: SweepSettings(seeds: options.seeds),
      control: control)
    let trials = try tried.run(sample, context)
    clock.lap("trials")
    let warnings = tried.missing(trials) + sample.encoding.notes.warnings
    return try report(source, plan, sample, trials, warnings, clock)
  }

  // MARK: report

  private func report(
    _ source: OpenScene, _ plan: MemoryPlan, _ sample: CodedSample, _ trials: [UnitTrial],
    _ warnings: [String], _ clock: StageClock
  ) throws -> SweepReport {
    guard let choice = UnitChoice(among: trials) else {
      throw Failure("the sweep holds no number of units")
    }
    let hasMixture = trials.contains { $0.notes.facts["bic"] != nil }
    let rows = trials.map { SweepReport.Trial($0) }
    return SweepReport(
      scene: scene.name, product: source.stack.product, recipe: scene.recipeName,
      scaling: scene.recipe.scaling.rawValue, encoder: scene.recipe.encoder,
      clusterer: scene.recipe.clusterer, seed: scene.seed, seeds: options.seeds,
      samples: sample.samples.count, validPixels: sample.validPixels,
      space: CodedSample.spaceName,
      bicModel: hasMixture ? "mixture of the codes" : "spheres about the centroids",
      trials: rows, choices: SweepChoices.all(rows),
      recommendation: SweepWords(choice, tried: trials.map(\.units)).recommendation,
      outputs: options.folder == nil ? [] : SweepFiles.Name.allCases.map(\.rawValue),
      notes: source.stack.notes, warnings: warnings, threads: plan.workers,
      stages: clock.laps.map { .init(name: $0.stage, seconds: $0.seconds) },
      totalSeconds: clock.total, versions: Facies.versions)
  }
}

import Cartography
import Features
import Files
import Foundation
import Jobs
import Learning
import MapTools
import MapUnits
import RasterIO
import Rasters
import Scenes
import Spectra

/// Applies a model to a scene and writes the map and all that goes with it into a
/// folder of results.
struct MapRun {
  let run: SceneRun
  let model: ModelFile
  let source: OpenScene
  let labels: SceneLabels
  let plan: MemoryPlan
  let folder: ResultFolder
  /// Nil where the scene names none.
  let library: StackLibrary?
  /// Whether the model is written beside the map.
  let savesModel: Bool

  private var scene: Scene { run.scene }
  private var control: RunControl { run.control }

  /// What is written; a model is not written twice.
  private var outputs: Set<Scene.Output> {
    savesModel ? scene.outputs.union([.model]) : scene.outputs.subtracting([.model])
  }

  /// The rasters of a map, and names and colours of its units.
  typealias Drawn = (bare: Legend, outcome: MapWriter.Outcome)

  /// Writes the rasters.
  func draw(_ draft: inout ReportDraft, clock: inout StageClock) throws -> Drawn {
    let bare = try bareLegend(&draft)
    return (bare, try map(bare, draft.digests, clock: &clock))
  }

  /// Writes all that goes with the rasters.
  ///
  /// - Parameter fitted: codes of the fit that made the model; nil where a model
  ///   of an earlier run is applied.
  func write(
    _ drawn: Drawn, fitted: CodePoints?, _ draft: inout ReportDraft, clock: inout StageClock
  ) throws -> RunReport {
    let applied = draft.model
    let (bare, outcome) = drawn
    let hints = UnitHints(
      outcome.statistics, outcome.sample, source.stack, FeatureBands(source.stack))
    let exemplars = try ExemplarSearch(outcome.sample).exemplars(
      on: source.grid, workers: run.workers)
    let sized = outcome.legend(bare)
    let legend = scene.unitNames == .hints ? hints.named(sized) : sized
    draft.add(outcome, legend: legend, hints: hints, exemplars: exemplars)
    let spectra = UnitSpectra(library, outcome.statistics)
    draft.add(spectra)
    if applied != nil { warnOfRange(outcome, &draft) }
    draft.tree = model.description.tree
    let files = ResultFiles(
      map: FinishedMap(
        folder: folder, scene: scene, style: run.style, source: source, model: model,
        legend: legend, outcome: outcome, hints: hints, exemplars: exemplars, spectra: spectra,
        control: control),
      outputs: MapOutput.all(of: outputs))
    try files.write(report: &draft)
    clock.lap("sheets and tables")
    try labels.judge(folder.file(.units), legend: legend, control: control, &draft)
    let parts = PageParts(
      report: draft.finish(clock), legend: legend, statistics: outcome.statistics, codes: fitted,
      unitOfCluster: model.classifier.unitOfCluster, model: applied)
    try files.close(parts)
    clock.lap("page")
    let report = try record(parts.report, applied: applied, clock)
    // The model that was applied may lie in this very folder.
    try folder.publish(keeping: draft.model == nil ? [] : [.model])
    return report
  }

  // MARK: steps

  /// Values that the model was not fitted to.
  private func warnOfRange(_ outcome: MapWriter.Outcome, _ draft: inout ReportDraft) {
    let range = ModelRange(
      names: source.features.names, scaler: model.classifier.scaler,
      statistics: outcome.featureStatistics ?? outcome.statistics)
    if let note = range.note { draft.warn(note) }
  }

  /// Names and colours of the units, without sizes.
  private func bareLegend(_ draft: inout ReportDraft) throws -> Legend {
    let names = model.description.unitNames
    let palette = UnitColours.colours(run.style.palette, count: names.count)
    let plain = Legend(
      entries: names.enumerated().map {
        LegendEntry(value: $0.offset + 1, name: $0.element, colour: palette[$0.offset])
      })
    let given = try folder.unitFile()
    let bare = given?.applied(to: plain) ?? plain
    if given != nil, bare != plain { draft.warn(Self.unitFileWarning) }
    return bare
  }

  private static let unitFileWarning =
    "names and colours of the units are those of the units.yaml that was in the folder; "
    + "delete it if it belongs to another map"

  private func map(
    _ bare: Legend, _ digests: InputDigests, clock: inout StageClock
  ) throws -> MapWriter.Outcome {
    let writer = MapWriter(
      source: source, model: model, sieve: scene.sieve, plan: plan, workers: run.workers,
      control: control, colours: bare, metadata: metadata)
    return try writer.write(to: folder, outputs: outputs, digests: digests, clock: &clock)
  }

  /// Writes `run.json`, when all other files are there.
  private func record(
    _ drafted: RunReport, applied: String?, _ clock: StageClock
  ) throws -> RunReport {
    var report = drafted
    report.setTimes(clock)
    let recorded = RecordedPaths(run.options)
    report.appliedModel = applied.map { savesModel ? folder.place(.model) : $0 }
    report.name(by: recorded)
    report.files = ResultFile.all(in: folder.staging)
    report.sceneFile = SceneFile.text(scene.changingPaths(recorded.name))
    try TemporaryName.write(report.json(), to: folder.file(.report))
    return report
  }

  /// How the map was made, for the TIFF itself: nothing that differs from
  /// run to run.
  private var metadata: [String: String] {
    let d = model.description
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

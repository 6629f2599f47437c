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
  /// Where the model that is applied lies; nil where one was fitted.
  let origin: String?

  private var scene: Scene { run.scene }
  private var control: RunControl { run.control }

  /// What is written; a model is not written twice.
  private var outputs: Set<Scene.Output> {
    savesModel ? scene.outputs.union([.model]) : scene.outputs.subtracting([.model])
  }

  /// The rasters of a map, and names, sizes and colours of its units.
  typealias Drawn = (given: GivenNames?, legend: Legend, outcome: MapWriter.Outcome)

  /// Writes the rasters.
  func draw(_ draft: ReportDraft, clock: inout StageClock) throws -> Drawn {
    let given = try GivenNames.find(scene, folder, model: origin)
    let (outcome, legend) = try map(draft.digests, clock: &clock) { statistics in
      try self.legend(statistics, given?.file)
    }
    return (given, legend, outcome)
  }

  /// Writes all that goes with the rasters.
  ///
  /// - Parameter fitted: codes of the fit that made the model; nil where a model
  ///   of an earlier run is applied.
  func write(
    _ drawn: Drawn, fitted: CodePoints?, _ draft: inout ReportDraft, clock: inout StageClock
  ) throws -> RunReport {
    let applied = draft.model
    let (given, sized, outcome) = drawn
    let hints = UnitHints(
      outcome.statistics, outcome.sample, source.stack, FeatureBands(source.stack))
    let exemplars = try ExemplarSearch(outcome.sample).exemplars(
      on: source.grid, workers: run.workers)
    let legend = scene.unitNames == .hints ? hints.named(sized) : sized
    if let given { tell(given, legend, &draft) }
    draft.add(outcome, legend: legend, hints: hints, exemplars: exemplars)
    let spectra = UnitSpectra(library, outcome.statistics)
    draft.add(spectra)
    if applied != nil { warnOfRange(outcome, &draft) }
    draft.tree = model.description.tree
    let files = ResultFiles(
      map: FinishedMap(
        folder: folder, scene: scene, style: run.style, source: source,
        model: coloured(legend, isGiven: given != nil),
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

  /// Names, sizes and colours of the units.
  private func legend(_ statistics: UnitStatistics, _ given: UnitFile?) throws -> Legend {
    let plain = Legend(
      entries: model.description.unitNames.enumerated().map { index, name in
        let isMapped = index < statistics.units
        return LegendEntry(
          value: index + 1, name: given?.entries[index + 1]?.name ?? name, colour: RGB(0, 0, 0),
          pixelCount: isMapped ? statistics.pixels[index] : 0,
          hectares: isMapped && statistics.hasArea ? statistics.hectares[index] : nil)
      })
    let own = given?.entries.compactMapValues(\.colour) ?? [:]
    let colours = colours(plain, statistics, own)
    return Legend(
      entries: zip(plain.entries, colours).map { entry, colour in
        var entry = entry
        entry.colour = own[entry.value] ?? colour
        return entry
      }
    ).withOneColourPerName
  }

  /// Those of the model, so that its maps look alike, else from what the units are; a palette that
  /// somebody has chosen comes first.
  private func colours(
    _ legend: Legend, _ statistics: UnitStatistics, _ given: [Int: RGB]
  ) -> [RGB] {
    let count = legend.entries.count
    guard run.style.palette == .ground else {
      return UnitColours.colours(run.style.palette, count: count)
    }
    if let kept = model.description.unitColours, kept.count == count {
      let names = zip(legend.entries, model.description.unitNames)
      return zip(names, kept).map { pair, colour in
        pair.0.name == pair.1 ? colour : GroundName.colour(pair.0.name) ?? colour
      }
    }
    return GroundColours(source.stack).colours(legend, given: given) { unit, band in
      unit <= statistics.units ? statistics.mean(unit: unit, band: band) : nil
    }
  }

  /// The model as it is written beside the map: its colours are those of the map, unless a
  /// palette gives them to any number of units alike.
  private func coloured(_ legend: Legend, isGiven: Bool) -> ModelFile {
    guard run.style.palette == .ground || isGiven else { return model }
    var out = model
    out.description.unitColours = legend.entries.map(\.colour)
    return out
  }

  private func tell(_ given: GivenNames, _ legend: Legend, _ draft: inout ReportDraft) {
    guard legend.entries.contains(where: { given.file.entries[$0.value] != nil }) else { return }
    if given.isDoubtful { return draft.warn(given.note) }
    draft.note(given.note)
    control.log(given.note)
  }

  private func map(
    _ digests: InputDigests, clock: inout StageClock, legend: (UnitStatistics) throws -> Legend
  ) throws -> (outcome: MapWriter.Outcome, legend: Legend) {
    let writer = MapWriter(
      source: source, model: model, sieve: scene.sieve, plan: plan, workers: run.workers,
      control: control, metadata: metadata)
    return try writer.write(
      to: folder, outputs: outputs, digests: digests, clock: &clock, legend: legend)
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

import Cartography
import Clusterers
import Encoders
import Features
import Fitting
import Foundation
import Jobs
import Kernels
import Labelling
import Learning
import MapTools
import MapUnits
import RasterIO
import Rasters
import Scenes

/// A run's report while it is being put together.
struct ReportDraft {
  private let source: OpenScene
  private let plan: MemoryPlan
  private let scene: Scene
  private let recipe: Recipe?
  private var encoder: RunReport.Step?
  private var clusterer: RunReport.Step?
  private var filter: [String: Double]?
  private var scaling = ""
  private var whitening = false
  private var smoothing: String
  private var sieve: RunReport.Sieve?
  private var recipeName: String
  private var quality: RunReport.Quality?
  private var chosen: ChosenUnits?
  private var known: RunReport.Known?
  private var score: ScoreReport?
  private var samples = 0
  private var validPixels = 0
  private var rejected: [String: Int] = [:]
  private var masked: [SpectralMaskPlan.Rejected] = []
  private var units: [RunReport.Unit] = []
  private var warnings: [String] = []
  private var notes: [String] = []
  private var seed: UInt64
  /// Checksums of all that the map was made from or judged by.
  let digests: InputDigests
  var model: String?
  var tree: UnitTree?
  var outputs: [String] = []

  init(_ source: OpenScene, plan: MemoryPlan, scene: Scene, recipe: Recipe?) {
    self.source = source
    self.plan = plan
    self.scene = scene
    self.recipe = recipe
    smoothing = scene.smoothing.text
    recipeName = scene.recipeName
    seed = scene.seed
    digests = InputDigests(Self.files(source, scene))
  }

  /// What a fit has to say.
  mutating func add(_ fit: SceneFit) {
    guard recipe != nil else { return }
    let recipe = fit.recipe
    scaling = recipe.scaling.rawValue
    whitening = recipe.whitening
    encoder = Self.step(
      recipe.encoder, EncoderMethod.named(recipe.encoder)?.parameters ?? [],
      recipe.encoderParameters, fit.notes.encoder)
    clusterer = Self.step(
      recipe.clusterer, ClustererMethod.ofModel(recipe.clusterer)?.parameters ?? [],
      recipe.clustererParameters, fit.notes.clusterer)
    filter = recipe.filter.map {
      ["radius": Double($0.radius), "bandwidth": $0.bandwidth, "passes": Double($0.passes)]
    }
    chosen = fit.chosen
    quality = RunReport.Quality(
      samples: fit.quality.samples, inertia: fit.quality.inertia,
      daviesBouldin: fit.quality.daviesBouldin,
      calinskiHarabasz: fit.quality.calinskiHarabasz, silhouette: fit.quality.silhouette,
      silhouetteSamples: fit.quality.silhouetteSamples,
      space: CodedSample.spaceName)
    samples = fit.samples.count
    validPixels = fit.validPixels
    rejected = fit.rejected
    warnings += fit.warnings
    if let note = fit.used.note(units: recipe.units) { warnings.append(note) }
    known = fit.known
  }

  private static func step(
    _ method: String, _ declared: [Parameter], _ given: [String: ParameterValue], _ notes: FitNotes
  ) -> RunReport.Step {
    RunReport.Step(
      method: method,
      parameters: Parameters(declared, given: given).values.mapValues(\.description),
      facts: notes.facts,
      curves: notes.curves.map { .init(name: $0.name, values: $0.values) })
  }

  /// What a model says that was fitted elsewhere.
  mutating func add(_ model: ModelDescription) {
    scaling = model.scaling
    whitening = model.whitening == true
    encoder = .init(
      method: model.encoder, parameters: model.encoderParameters.mapValues(\.description),
      facts: [:], curves: [])
    clusterer = .init(
      method: model.clusterer, parameters: model.clustererParameters.mapValues(\.description),
      facts: [:], curves: [])
    smoothing = (model.smoothing ?? .none).text
    recipeName = "model of \(model.scene)"
    seed = model.seed
    samples = model.samples
  }

  /// What the map holds.
  mutating func add(
    _ outcome: MapWriter.Outcome, legend: Legend, hints: UnitHints, exemplars: [UnitExemplar]
  ) {
    validPixels = outcome.validPixels
    (rejected, masked) = (outcome.rejected, outcome.masked)
    if let sieved = outcome.sieved, let unit = scene.sieve {
      sieve = .init(
        unit: "\(unit)", merged: sieved.merged, patches: sieved.patches, rounds: sieved.rounds)
    }
    let empty = legend.entries.filter { $0.pixelCount == 0 }
    if !empty.isEmpty {
      warn(
        "\(empty.map(\.name).joined(separator: ", ")) \(empty.count == 1 ? "has" : "have") no pixel "
          + "in the map")
    }
    let places = Dictionary(
      exemplars.map { ($0.unit, $0.recorded) }, uniquingKeysWith: { first, _ in first })
    units = legend.entries.map { entry in
      let hint = hints.hints[entry.value]
      var unit = RunReport.Unit(
        unit: entry.value, name: entry.name, colour: entry.colour.hex, pixels: entry.pixelCount,
        hectares: entry.hectares, percent: legend.percent(of: entry),
        hint: hint.map(\.text).flatMap { $0.isEmpty ? nil : $0 },
        resembles: (hint?.materials ?? []).map(\.match).map {
          .init(material: $0.material, angle: $0.angle, plants: $0.plants)
        }, indices: hint?.indices ?? [:])
      (unit.hintRule, unit.hintAccuracy) = (hint?.rule, hint?.accuracy)
      unit.exemplars = places[entry.value]
      return unit
    }
  }

  /// What a library of the user's says of the units.
  mutating func add(_ spectra: UnitSpectra) {
    notes = spectra.notes
    spectra.warnings.forEach { warn($0) }
    for index in units.indices {
      units[index].library = spectra.matches?[units[index].unit]?.map {
        .init(spectrum: $0.name, angle: $0.angle)
      }
    }
  }

  /// What labels say of the map.
  mutating func add(_ heldOut: RunReport.HeldOut?, score: ScoreReport?) {
    known?.heldOut = heldOut
    self.score = score
  }

  mutating func warn(_ sentence: String) { warnings.append(sentence) }

  mutating func note(_ sentence: String) { notes.append(sentence) }

  func finish(_ clock: StageClock) -> RunReport {
    let grid = source.grid
    return RunReport(
      scene: scene.name, product: source.stack.product, level: source.stack.level,
      sensor: source.stack.sensor, acquired: source.stack.acquired, inputs: inputs,
      bands: bands,
      features: source.features.definitions.map { .init(name: $0.name, formula: $0.text) },
      grid: .init(
        width: grid.width, height: grid.height, transform: grid.transform?.coefficients,
        reference: grid.reference.code ?? (grid.wkt == nil ? nil : grid.reference.name),
        areas: GroundAreas.method(grid)),
      region: [
        source.region.column, source.region.row, source.region.width, source.region.height,
      ],
      resampling: scene.resampling.rawValue, recipe: recipeName, scaling: scaling, encoder: encoder,
      whitening: whitening, filter: filter, clusterer: clusterer, smoothing: smoothing,
      sieve: sieve, seed: seed,
      samples: samples,
      validPixels: validPixels, rejectedPixels: rejected, masks: masks, quality: quality,
      known: known, score: score, units: units, chosenUnits: chosen, tree: tree,
      model: model, outputs: outputs, notes: source.stack.notes + notes, warnings: warnings,
      threads: plan.workers, memoryBudgetBytes: plan.budgetBytes,
      peakMemoryBytes: MachineMemory.peak,
      stages: clock.laps.map { .init(name: $0.stage, seconds: $0.seconds) },
      totalSeconds: clock.total,
      versions: Facies.versions)
  }

  private var inputs: [RunReport.Input] {
    digests.paths.map {
      RunReport.Input(path: $0, bytes: FileDigest.bytes(of: $0), sha256: digests.sha256(of: $0))
    }
  }

  /// Files of the product, and whatever else the scene names.
  private static func files(_ source: OpenScene, _ scene: Scene) -> [String] {
    var files = source.stack.files.map(LocalPath.absolute)
    _ = scene.changingPaths { path in
      let file = LocalPath.absolute(VectorName(path).path)
      if !scene.input.paths.contains(path), !files.contains(file) { files.append(file) }
      return path
    }
    return files
  }

  private var masks: [RunReport.Mask] {
    let plan = source.masks.spectral
    var known: [String: [String: Double]] = [:]
    for (index, found) in masked.enumerated() {
      guard let means = found.means else { continue }
      known[plan.names[index]] = Dictionary(uniqueKeysWithValues: zip(plan.bands[index], means))
    }
    return source.masks.facts.map {
      .init(
        name: $0.name, rule: $0.rule, pixels: rejected[$0.name] ?? 0, means: known[$0.name])
    }
  }

  private var bands: [RunReport.Band] {
    source.stack.bands.map {
      RunReport.Band(
        name: $0.name, label: $0.label, quantity: $0.quantity.rawValue,
        scaling: $0.scalingText, wavelength: $0.wavelength)
    }
  }
}

extension UnitExemplar {
  /// The places as the record keeps them, the spectrum with the first.
  fileprivate var recorded: [RunReport.Exemplar] {
    places.enumerated().map { index, place in
      var out = RunReport.Exemplar(column: place.column, row: place.row)
      (out.x, out.y) = (place.x, place.y)
      (out.longitude, out.latitude) = (place.longitude, place.latitude)
      out.spectrum = index == 0 ? spectrum : nil
      return out
    }
  }
}

extension RunReport {
  mutating func setTimes(_ clock: StageClock) {
    stages = clock.laps.map { .init(name: $0.stage, seconds: $0.seconds) }
    totalSeconds = clock.total
    peakMemoryBytes = MachineMemory.peak
  }
}

import Jobs
import MapTools
import RasterIO
import Rasters
import Scenes

/// The labels that a scene names, opened before a pixel is read: those of
/// known units, and those that the map is scored against.
package struct SceneLabels {
  private(set) var known: KnownLabels?
  /// How many units there are to be.
  let units: UnitCount
  private let reference: ReferenceLabels?
  private let scene: Scene

  /// `fits` says that a model is fitted, not applied.
  init(_ scene: Scene, onto grid: Grid, fits: Bool) throws {
    self.scene = scene
    if let known = scene.known {
      try Self.check(scene, fits: fits)
      let labels = try KnownLabels(known, onto: grid, seed: scene.seed)
      units = scene.units(known: labels.classes.count)
      var recipe = scene.recipe
      recipe.units = units.most
      try recipe.learning(known.use, classes: labels.classes.count)
        .checkKnown(labels.classes.count)
      self.known = labels
    } else {
      units = scene.units
      known = nil
    }
    reference = try scene.reference.map {
      try ReferenceLabels(path: $0.path, field: $0.field, layer: $0.layer, onto: grid)
    }
  }

  /// Goes on with the labels that a fit could learn from.
  mutating func use(_ fitted: KnownLabels?) { known = fitted }

  /// Lines of `--dry-run`.
  var lines: [String] {
    guard let known else { return reference == nil ? [] : [referenceLine] }
    let units = known.classes.map { "\($0.name) (\($0.places), held out \($0.heldOut))" }
    return ["known     places of \(units.joined(separator: ", "))"]
      + known.notes.map { "note      \($0)" } + (reference == nil ? [] : [referenceLine])
  }

  private var referenceLine: String { "reference \(scene.reference?.path ?? "")" }

  private static func check(_ scene: Scene, fits: Bool) throws {
    guard fits else {
      throw Failure.usage(
        "known units go with fitting; a model keeps those that it was fitted with")
    }
    guard scene.relabel == nil else {
      throw Failure.usage(
        "known units and relabel exclude each other: known units are numbered first, in the "
          + "order of their names")
    }
  }

  /// Judges a finished map by what was held out and by the reference.
  func judge(
    _ path: String, legend: Legend, control: RunControl, _ draft: inout ReportDraft
  ) throws {
    guard reference != nil || known?.hasHeldOut == true else { return }
    let map = try LabelMap(path: path)
    var heldOut: RunReport.HeldOut?
    if let known, known.hasHeldOut {
      heldOut = try HeldOutScore(map, known, legend: legend, control).report
      if heldOut == nil { draft.warn("no pixel that was held out is mapped: no accuracy") }
    }
    draft.add(heldOut, score: try score(map, control, &draft))
  }

  /// A reference beside the map is no reason to lose the map.
  private func score(
    _ map: LabelMap, _ control: RunControl, _ draft: inout ReportDraft
  ) throws -> ScoreReport? {
    guard let reference, let path = scene.reference?.path else { return nil }
    let names = (map: ResultFolder.Name.units.rawValue, reference: path)
    do {
      let report = try Facies.score(map, against: reference, names: names, control)
      report.notes?.forEach { draft.warn("reference: \($0)") }
      return report
    } catch let failure as Failure {
      draft.warn("not scored: \(failure.description)")
      return nil
    }
  }
}

import Features
import Foundation
import Jobs
import Labelling
import MapTools
import RasterIO
import Rasters
import Scenes

/// The lines of `--dry-run`.
struct ScenePlanText {
  let scene: Scene
  let source: OpenScene
  let labels: SceneLabels
  let plan: MemoryPlan
  /// Where results would go.
  let folder: String

  var lines: [String] {
    let grid = source.grid
    return [
      "scene     \(scene.name): \(source.stack.product), \(source.stack.level)",
      "bands     \(bands)",
      "features  "
        + (source.features.isIdentity
          ? "the bands" : source.features.names.joined(separator: ", ")),
      "grid      \(grid.width)x\(grid.height) pixels, \(grid.reference.name)",
      "masks     \(masks)",
      "recipe    \(scene.recipeName): \(scene.recipe.scaling.rawValue), \(scene.recipe.encoder)"
        + (scene.recipe.whitening ? ", whitened" : "")
        + (scene.recipe.filter == nil ? "" : ", bilateral filter") + ", \(scene.recipe.clusterer), "
        + "\(labels.units.tried == nil ? "" : "the best of ")\(labels.units) units, smoothing \(scene.smoothing.text)"
        + (scene.sieve.map { ", sieve \($0)" } ?? ""),
      "sample    at most \(plan.sampleSize) pixels",
      "memory    \(ByteCount.text(plan.budgetBytes)): strips of \(plan.rowsPerStrip) rows, "
        + "block cache \(ByteCount.text(plan.blockCacheBytes)), \(plan.workers) threads",
      "results   \(folder)",
    ] + labels.lines + source.stack.notes.map { "note      \($0)" }
  }

  /// The first and the last of very many.
  private var bands: String {
    let names = source.stack.bands.map(\.name)
    guard names.count > 40 else { return names.joined(separator: ", ") }
    let ends = names.prefix(8) + ["…"] + names.suffix(4)
    return "\(names.count): " + ends.joined(separator: ", ")
  }

  private var masks: String {
    var names: [String] = []
    for test in source.stack.quality.flatMap(\.tests) where !names.contains(test.name) {
      names.append(test.name)
    }
    names += source.masks.facts.map { $0.name == $0.rule ? $0.name : "\($0.name) (\($0.rule))" }
    return names.isEmpty ? "none but missing data" : names.joined(separator: ", ")
  }
}

package import Rasters

/// Takes patches below the minimum mapping unit out of a map: each joins the
/// neighbour that it shares the longest border with (in edges of pixels; among
/// equals the larger, then the one with the smaller label).
///
/// Patches are 4-connected over the whole map, so that no strip or tile has
/// a say. In a round all small patches choose at once; rounds follow until
/// no small patch has a neighbour. Every round at least halves the number of
/// small patches that have one. "No data" neither changes nor spreads: a
/// small patch that lies alone in it stays.
///
/// Memory does not grow with the map: rows come and go, tables of patches
/// lie in nameless files in `folder` (about 20 bytes a patch).
package struct Sieve {
  package let least: UInt64
  package let weights: PixelWeights
  package let folder: String
  package let checkpoint: () throws -> Void

  /// What was done.
  package struct Outcome: Equatable, Sendable {
    package var rounds = 0
    /// Patches that have taken another label.
    package var merged = 0
    /// Patches that the map has now.
    package var patches = 0
  }

  package init(
    _ unit: MinimumMappingUnit, grid: Grid, folder: String,
    checkpoint: @escaping () throws -> Void = {}
  ) throws {
    weights = PixelWeights(grid, for: unit)
    least = try weights.least(unit)
    self.folder = folder
    self.checkpoint = checkpoint
  }

  package func run(on map: LabelScratch) throws -> Outcome {
    var outcome = Outcome()
    while true {
      let patches = try PatchTable(map, weights: weights, folder: folder, checkpoint: checkpoint)
      outcome.patches = patches.patchCount
      let borders = try PatchBorders(
        map, patches: patches, least: least, folder: folder, checkpoint: checkpoint)
      guard borders.choiceCount > 0 else { return outcome }
      let merger = try PatchMerger(patches, borders, folder: folder)
      try write(patches, merger, to: map)
      outcome.rounds += 1
      outcome.merged += merger.merged
    }
  }

  /// Gives every pixel the label of its patch.
  private func write(_ patches: PatchTable, _ merger: PatchMerger, to map: LabelScratch) throws {
    try RunWalk(source: map, checkpoint: checkpoint).forEachRow(
      finish: { rows, labels in
        try map.write(rows, from: UnsafePointer(labels))
        patches.relax()
      }
    ) { _, _, current, labels, _ in
      patches.resolve(&current)
      for run in current.runs where run.patch != 0 {
        let label = merger.label(of: run.patch)
        guard label != run.label else { continue }
        (labels + Int(run.start)).update(repeating: label, count: Int(run.length))
      }
    }
  }
}

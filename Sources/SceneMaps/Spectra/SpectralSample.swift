package import Jobs
package import Kernels
import Rasters

/// Pixels that are drawn from a scene, with their bands.
package struct SpectralSample {
  /// [band][pixel].
  package let values: PlanarMatrix
  /// [component][pixel]; nil where none were asked for.
  package let codes: PlanarMatrix?
  /// What codes are, in words.
  package let space: String
  private let positions: [Int]
  private let width: Int
  private let corner: (column: Int, row: Int)

  /// Column and row in the scene, from 0.
  package func place(_ index: Int) -> (column: Int, row: Int) {
    let (row, column) = positions[index].quotientAndRemainder(dividingBy: width)
    return (column + corner.column, row + corner.row)
  }

  init(
    _ collected: CollectedSample, codes: PlanarMatrix?, space: String, _ source: OpenScene
  ) {
    values = collected.samples.values
    positions = collected.positions
    self.codes = codes
    self.space = space
    width = source.region.width
    corner = (source.region.column, source.region.row)
  }
}

extension SpectralScene {
  /// A sample of the valid pixels.
  package func sample(_ control: RunControl) throws -> SpectralSample {
    var nobody: LabelledCollector?
    var collector = try SceneFit.sample(
      walk(control), scene, size: plan.sampleSize, &nobody)
    let collected = collector.finish()
    var recipe = scene.recipe
    guard recipe.encoder != "identity" else {
      return SpectralSample(collected, codes: nil, space: "bands", source)
    }
    // Noise is estimated from neighbours, of which there must be more than bands.
    let pairs = collected.samples.differences?.count ?? 0
    if recipe.encoder == "mnf", pairs <= collected.samples.features { recipe.encoder = "pca" }
    let fit = try recipe.fitEncoding(
      collected.samples, extremes: collected.extremes, context: .init(scene, workers, control))
    return SpectralSample(
      collected,
      codes: fit.encoder.encode(fit.scaler.apply(collected.samples.values), workers: workers),
      space: recipe.encoder == "mnf" ? "minimum noise fraction" : "principal components", source)
  }

  /// Names and means of the known outcrops, in the order of their names.
  package func outcrops(
    _ control: RunControl
  ) throws -> (path: String, names: [String], means: [[Double]])? {
    guard let known else { return nil }
    var labelled: LabelledCollector? = LabelledCollector(
      known, features: source.features.count, width: source.region.width, seed: scene.seed)
    _ = try SceneFit.sample(walk(control), scene, size: 1, &labelled)
    guard let sample = try labelled?.finish() else { return nil }
    let empty = labelled?.empty ?? []
    for index in empty {
      if let words = labelled?.remark(on: index) { control.log(words + "; it is passed over") }
    }
    let kept = known.without(Set(empty))
    let means = kept.classes.indices.map { index in
      Covariance.means(
        of: sample.values.gathering(
          sample.classes.indices.filter { sample.classes[$0] == index }))
    }
    return (kept.path, kept.names, means)
  }
}

import Clusterers
package import Fitting
package import Kernels
import Rasters

/// Fits the clusterer of a recipe for one number of units after another to
/// the same codes, and judges every fit in the same space. All fits see one
/// part of the samples.
package struct UnitSweep: Sendable {
  let method: ClustererMethod
  let parameters: Parameters
  let encoding: EncodingFit
  /// What clusterers are fitted to.
  let codes: PlanarMatrix
  /// The samples in the space in which fits are judged: scaled bands.
  let space: PlanarMatrix
  /// The samples as the encoder sees them.
  let features: PlanarMatrix
  let settings: SweepSettings
  private(set) var context: FitContext

  package init(
    _ recipe: Recipe, _ encoding: EncodingFit, samples: PlanarMatrix, codes: PlanarMatrix,
    space: PlanarMatrix, settings: SweepSettings = SweepSettings(), context: FitContext
  ) throws {
    method = try recipe.clustererMethod()
    parameters = Parameters(
      method.parameters,
      given: recipe.clustererParameters.merging(method.trialParameters) { $1 })
    self.encoding = encoding
    let part = ClusterQuality.draw(
      settings.drawn, of: Array(0..<codes.count), seed: context.seed &+ 2)
    self.codes = codes.gathering(part)
    self.space = space.gathering(part)
    features = encoding.scaler.apply(samples.gathering(part))
    self.settings = settings
    self.context = context
    self.context.noise = encoding.noise
    self.context.isTrial = true
  }

  /// The most clusters that the codes have different samples for, as far as
  /// `limit`.
  package func distinctSamples(upTo limit: Int) -> Int {
    DistinctSamples.count(in: codes, upTo: limit)
  }

  /// Fits and judges one number of units.
  package func trial(units: Int) throws -> UnitTrial {
    let fit = try method.fit(codes, units, parameters, context)
    let labels = try fit.step.labels(of: codes, workers: context.workers)
    let moments = ClusterMoments(of: space, groups: LabelGroups(labels: labels, clusters: units))
    let gap = try gap(units: units)
    let stability = try stability(units: units)
    return UnitTrial(
      units: units,
      quality: try ClusterQuality(of: space, labels: labels, clusters: units, context: context),
      bic: fit.notes.facts["bic"] ?? moments.sphericalBIC, gap: gap?.gap, gapError: gap?.error,
      stability: stability?.mean, stabilityDeviation: stability?.deviation,
      smallestShare: smallestShare(moments.groups, units: units), notes: fit.notes)
  }

  private func smallestShare(_ groups: LabelGroups, units: Int) -> Double {
    guard groups.count == units else { return 0 }
    return Double(groups.sizes.min() ?? 0) / Double(max(1, groups.members))
  }

  /// A context for fits that run side by side, one worker each.
  func aside(seed: Int) -> FitContext {
    var own = FitContext(
      seed: context.seed &+ UInt64(seed) &* 0x9e37_79b9_7f4a_7c15,
      checkpoint: context.checkpoint)
    own.noise = context.noise
    own.isTrial = true
    return own
  }
}

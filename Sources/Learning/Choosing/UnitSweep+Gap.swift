import Clusterers
import Fitting
import Kernels

extension UnitSweep {
  /// The gap statistic on a part of the samples. References are spread over
  /// the principal box of the scaled features and go through the encoder
  /// (they have no neighbours to be filtered with); W is measured among the
  /// scaled features, which are the scaled bands unless the scene asks for
  /// others.
  func gap(units: Int) throws -> GapStatistic? {
    let picked = draw(settings.gapSamples, seed: context.seed &+ 1)
    let part = features.gathering(picked)
    guard settings.references > 0, let box = PrincipalBox(of: part) else { return nil }
    // Item 0 is the data themselves.
    let inertias = try context.workers.map(settings.references + 1) { _, item in
      if item == 0 { return try inertia(part, codes: codes.gathering(picked), units: units) }
      var random = RandomSequence(seed: context.seed, stream: 0x676170 + UInt64(item))
      let reference = box.draw(part.count, &random)
      let codes = encoding.encoder.encode(reference, workers: Workers(1))
      return try inertia(reference, codes: codes, units: units)
    }
    return GapStatistic(inertia: inertias[0], references: Array(inertias.dropFirst()))
  }

  private func inertia(
    _ points: PlanarMatrix, codes: PlanarMatrix, units: Int
  ) throws -> Double? {
    guard DistinctSamples.count(in: codes, upTo: units) >= units else { return nil }
    let labels = try method.fit(codes, units, parameters, aside(seed: 0)).step.labels(of: codes)
    let groups = LabelGroups(labels: labels, clusters: units)
    return ClusterMoments(of: points, groups: groups).inertia
  }
}

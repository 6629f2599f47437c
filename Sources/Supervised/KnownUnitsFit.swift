import Clusterers
package import Fitting
import Foundation
package import Kernels
import Rasters

/// Fits densities to known classes, finds from held-out places how unlike them a code may be, and
/// fits clusters to what is unlike all of them.
package struct KnownUnitsFit {
  typealias Discovery = (method: ClustererMethod, parameters: Parameters)

  /// The share of held-out samples that may be taken for something else: of all classes together,
  /// and of a single one.
  static let lost = 0.05
  static let lostOfClass = 0.25
  /// By how much less dense a class may be where it has no place, in nats a dimension: the fewer
  /// places, the less they say of others.
  static func margin(places: Int) -> Float { 8 / Float(max(1, places)) }
  /// Fewer novel samples, as a share of all or in every dimension, make no unit.
  private static let leastShare = 0.002
  private static let leastPerDimension = 10

  private let codes: PlanarMatrix
  private let clusters: Int
  private let context: FitContext
  private let discovery: Discovery?

  init(
    _ codes: PlanarMatrix, clusters: Int, context: FitContext, discovering discovery: Discovery?
  ) {
    self.codes = codes
    self.clusters = clusters
    self.context = context
    self.discovery = discovery
  }

  /// The places of the samples that are like no known unit; none where they are too few for a unit.
  package static func novelSamples(of codes: PlanarMatrix, context: FitContext) throws -> [Int] {
    let fit = KnownUnitsFit(codes, clusters: 0, context: context, discovering: nil)
    let novel = try fit.novel(fit.bare().step)
    return fit.most(1, of: codes.gathering(novel)) > 0 ? novel : []
  }

  /// The known units alone.
  private func bare() throws -> Fit<KnownUnits> {
    let labelled = try context.labelled()
    let density = try SceneDensity(of: codes, context: context)
    let likelihood = try MaximumLikelihoodFit(labelled, in: density, context: context)
    let (step, shape) = try likelihood.run()
    let scene = try density.step()
    let thresholds = try thresholds(likelihood, step, shape, scene)
    return Fit(
      KnownUnits(known: step, thresholds: thresholds, scene: scene),
      notes: MaximumLikelihoodFit.notes(shape))
  }

  func run() throws -> Fit<any Clusterer> {
    let labelled = try context.labelled()
    let known = try bare()
    let bare = known.step
    var notes = known.notes
    let novel = try novel(bare)
    notes.facts["novel-share"] = Double(novel.count) / Double(max(1, codes.count))
    let wanted = clusters - labelled.classCount
    guard wanted > 0, let discovery else { return Fit(bare, notes: notes) }
    let own = codes.gathering(novel)
    var count = most(wanted, of: own)
    while count > 0 {
      let found = try discover(count, in: own, discovery)
      let scale = Float(found.step.logitScale(of: found.codes, labels: found.labels))
      let step = KnownUnits(
        known: bare.known, thresholds: bare.thresholds, scene: bare.scene, discovered: found.step,
        scale: scale, level: try level(of: found, scale: scale, bare.scene))
      let used = Set(try step.labels(of: codes, workers: context.workers).map { Int($0) })
        .count { $0 >= labelled.classCount }
      if used == count {
        notes.append(found.notes)
        if count < wanted {
          notes.warnings.append(
            "\(wanted) units beside the known ones were asked for; what is unlike those makes "
              + "only \(count)")
        }
        return Fit(step, notes: notes)
      }
      // Some would have no pixel.
      count = used
    }
    notes.warnings.append(
      "nothing is unlike all known units: no further unit was found, of \(wanted) asked for")
    return Fit(bare, notes: notes)
  }

  /// What brings the densities of the discovered clusters to that of the scene where they were
  /// found: the median of the differences.
  private func level(of found: Found, scale: Float, _ scene: ClassMixture) throws -> Float {
    let logits = try found.step.logits(of: found.codes, workers: context.workers)
    let density = try scene.logits(of: found.codes, workers: context.workers).row(0)
    let differences = density.enumerated().map { index, density in
      let own = logits.sample(index).map { scale * $0 }
      let best = own.max() ?? 0
      return density - best - log(own.reduce(0) { $0 + exp($1 - best) })
    }.filter(\.isFinite).sorted()
    return differences.isEmpty ? 0 : differences[differences.count / 2]
  }

  // MARK: thresholds

  /// By how much the log density of a class may lie below that of the scene: as far as that of all
  /// but a share of the held-out samples, every class counting alike, and not so little that a
  /// single class loses much. Few places say little of others, hence a margin. Without places to
  /// hold out, the samples themselves count.
  private func thresholds(
    _ fit: MaximumLikelihoodFit, _ step: ClassMixture, _ shape: ClassGaussians.Shape,
    _ scene: ClassMixture
  ) throws -> [Float] {
    let labelled = try context.labelled()
    let level = try scene.logits(of: labelled.codes, workers: context.workers).row(0)
    var leads = [[Float]](repeating: [], count: labelled.classCount)
    for (sample, densities) in try fit.heldOut(shape) {
      let label = labelled.classes[sample]
      leads[label].append(densities[label] - level[sample])
    }
    let places = Set(zip(labelled.classes, labelled.places).map { [$0, $1] }).count
    let margin = Self.margin(places: places) * Float(labelled.codes.features)
    if fit.folds.count == 0 {
      let own = try step.logits(of: labelled.codes, workers: context.workers)
      for (sample, label) in labelled.classes.enumerated() {
        leads[label].append(own[label, sample] - level[sample])
      }
    }
    let common = Self.quantile(leads, Self.lost) - margin
    return leads.map { $0.isEmpty ? common : min(common, Self.quantile([$0], Self.lostOfClass)) }
  }

  /// The value that all but a share of the values exceed, all lists counting alike.
  private static func quantile(_ lists: [[Float]], _ share: Double) -> Float {
    let used = lists.map { $0.filter { !$0.isNaN } }.filter { !$0.isEmpty }
    let values = used.flatMap { list in list.map { ($0, 1 / Double(list.count)) } }
      .sorted { $0.0 < $1.0 }
    var sum = 0.0
    for (value, weight) in values {
      sum += weight
      if sum > share * Double(used.count) { return value }
    }
    return values.last?.0 ?? 0
  }

  // MARK: what is novel

  private func novel(_ bare: KnownUnits) throws -> [Int] {
    let logits = try bare.known.logits(of: codes, workers: context.workers)
    let level = try bare.scene.logits(of: codes, workers: context.workers).row(0)
    return (0..<codes.count).filter { index in
      !(0..<bare.known.clusters).contains {
        logits[$0, index] - level[index] >= bare.thresholds[$0]
      }
    }
  }

  private typealias Found = (
    step: any Clusterer, codes: PlanarMatrix, labels: [Int32], notes: FitNotes
  )

  /// As many clusters as the novel samples make, at most `wanted`.
  private func most(_ wanted: Int, of own: PlanarMatrix) -> Int {
    let each = max(
      Self.leastPerDimension * codes.features, Int(Self.leastShare * Double(codes.count)))
    return min(
      wanted, own.count / max(1, each), DistinctSamples.count(in: own, upTo: wanted))
  }

  private func discover(
    _ count: Int, in own: PlanarMatrix, _ discovery: Discovery
  ) throws -> Found {
    var context = context
    context.known = nil
    let fit = try discovery.method.fit(own, count, discovery.parameters, context)
    return (fit.step, own, try fit.step.labels(of: own, workers: context.workers), fit.notes)
  }
}

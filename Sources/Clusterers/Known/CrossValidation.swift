package import Fitting
import Kernels

/// How often a way to learn classes names labelled samples rightly whose places it has not seen:
/// the places of every class are held out in parts, in turn.
package struct CrossValidation: Sendable {
  /// Held-out samples [class][cluster].
  package let counts: [[Int]]
  /// How many fits there were.
  package let parts: Int
  /// Classes with a single place, which is never held out.
  package let unjudged: [Int]

  /// Nil where no class has two places.
  package init?(
    _ method: ClustererMethod, _ parameters: Parameters, on known: KnownSamples,
    context: FitContext
  ) throws {
    let folds = PlaceFolds(known, seed: context.seed)
    guard folds.count > 0 else { return nil }
    var own = context
    own.progress = { _, _ in }
    var counts = [[Int]](
      repeating: [Int](repeating: 0, count: known.classCount), count: known.classCount)
    for part in 0..<folds.count {
      context.progress("cross-validation", Double(part) / Double(folds.count))
      let (kept, heldOut) = (
        known.gathering(folds.kept(part)), known.gathering(folds.heldOut(part))
      )
      own.known = kept
      let fit = try method.fit(kept.codes, known.classCount, parameters, own)
      let labels = try fit.step.labels(of: heldOut.codes, workers: context.workers)
      for (label, cluster) in zip(heldOut.classes, labels) where cluster < known.classCount {
        counts[label][Int(cluster)] += 1
      }
    }
    self.counts = counts
    parts = folds.count
    let members = known.members
    unjudged = members.indices.filter { label in
      members[label].allSatisfy { folds.parts[$0] == nil }
    }
  }
}

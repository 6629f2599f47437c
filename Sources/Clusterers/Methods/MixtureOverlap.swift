import Foundation
import Kernels

/// What merging two components of a mixture costs.
struct MixtureOverlap {
  let step: MixtureStep
  let moments: MixtureMoments
  /// Responsibilities [component][sample].
  let shares: PlanarMatrix

  struct Pair: Sendable {
    var kept: Int
    /// The component that is no more; never one with labelled samples.
    var freed: Int
    /// About what the mean log likelihood loses.
    var loss: Double
  }

  /// All pairs of which one may be freed.
  func pairs() -> [Pair] {
    let own = moments.s0.indices.map { complete($0, moments) }
    return moments.s0.indices.flatMap { freed -> [Pair] in
      guard freed >= step.labelled else { return [] }
      return (0..<freed).map { kept in
        var merged = MixtureMoments(clusters: 2, features: step.features)
        merged.replace(0, by: kept, of: moments)
        merged.replace(1, by: freed, of: moments)
        merged.merge(1, into: 0)
        let loss = own[kept] + own[freed] - complete(0, merged) + entropy(kept, freed)
        return Pair(kept: kept, freed: freed, loss: loss / step.samples)
      }
    }
  }

  /// Log likelihood of a component's share of the samples, had it been known
  /// which they are, up to what is the same for all.
  private func complete(_ cluster: Int, _ moments: MixtureMoments) -> Double {
    let count = max(moments.shares[cluster], 1e-12)
    return count * (log(count) - 0.5 * step.logDeterminant(of: cluster, moments))
  }

  /// How uncertain it is to which of two components their samples belong.
  private func entropy(_ a: Int, _ b: Int) -> Double {
    var sum = 0.0
    for (p, q) in zip(shares.row(a), shares.row(b)) where min(p, q) > 1e-4 {
      let (p, q) = (Double(p), Double(q))
      sum += p * log(p / (p + q)) + q * log(q / (p + q))
    }
    return -sum
  }
}

import Fitting
import Foundation
import Kernels

/// Moves of components from where two do the work of one to where one does the
/// work of two (Ueda, Nakano, Ghahramani and Hinton, "SMEM algorithm for mixture
/// models", Neural Computation 12, 2000): two are merged, and a third is split.
struct MixtureMoves {
  /// Moves that are tried at once, and how often.
  private static let tried = 6
  private static let rounds = 6
  /// Moves that share a component that is split, or a pair that is merged.
  private static let alike = 2
  /// Iterations of a move, and of the best one.
  private static let iterations = (move: 8, settled: 40)
  private static let tolerance = 1e-5

  let em: MixtureEM
  /// Gain of the mean log likelihood that is worth a move.
  let least: Double

  private var clusters: Int { em.settings.clusters }

  private struct Move {
    var pair: MixtureOverlap.Pair
    var split: MixtureSplit.Halves
    var score: Double { split.gain - pair.loss }
  }

  /// The mixture after as many moves as make it more likely.
  func improved(_ start: MixtureEM.Attempt) throws -> MixtureEM.Attempt {
    var best = start
    for _ in 0..<Self.rounds {
      let (moments, moves) = try moves(from: best.mixture)
      let attempts = try em.parallel(moves.count) { index, own in
        try own.maximise(
          from: own.outcome(from: moved(moments, by: moves[index])),
          iterations: Self.iterations.move, tolerance: Self.tolerance)
      }
      guard let winner = attempts.max(by: { $0.evidence < $1.evidence }),
        winner.evidence > best.evidence
      else { break }
      let settled = try em.maximise(
        from: winner.outcome, iterations: Self.iterations.settled, tolerance: Self.tolerance)
      guard settled.evidence >= best.evidence + least else { break }
      best = settled
    }
    return best
  }

  /// The most promising moves, with the moments that they change.
  private func moves(from mixture: MixtureClusterer) throws -> (MixtureMoments, [Move]) {
    let moments = try em.expectation(mixture)
    let shares = em.shares(in: mixture)
    let splits = try em.parallel(clusters) { cluster, own in
      try MixtureSplit(em: own, cluster: cluster, moments: moments, shares: shares).best()
    }.compactMap { $0 }
    let pairs = MixtureOverlap(step: em.step, moments: moments, shares: shares).pairs()
    let all = splits.flatMap { split in
      pairs.filter { $0.kept != split.cluster && $0.freed != split.cluster }
        .map { Move(pair: $0, split: split) }
    }
    return (moments, chosen(of: all.sorted { $0.score > $1.score }))
  }

  private func chosen(of moves: [Move]) -> [Move] {
    var out: [Move] = []
    for move in moves where out.count < Self.tried {
      let sameSplit = out.count { $0.split.cluster == move.split.cluster }
      let samePair = out.count {
        $0.pair.freed == move.pair.freed && $0.pair.kept == move.pair.kept
      }
      if sameSplit < Self.alike, samePair < Self.alike { out.append(move) }
    }
    return out
  }

  private func moved(_ moments: MixtureMoments, by move: Move) -> MixtureMoments {
    var out = moments
    out.merge(move.pair.freed, into: move.pair.kept)
    out.replace(move.split.cluster, by: 0, of: move.split.moments)
    out.replace(move.pair.freed, by: 1, of: move.split.moments)
    return out
  }
}

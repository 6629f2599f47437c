package import Fitting
package import Kernels
import Rasters

/// Clusterers that vote on the groups of samples: fitted on one sample, or
/// each on resamples of it, their clusters named by those of the first, the
/// pivot.
package struct VotingEnsemble: Sendable {
  package let members: [VotingMember]
  package let groups: Int
  /// The pivot's label of every cluster, for each member.
  package let names: [[Int?]]
  /// Votes on the fitted samples; none once read from a file.
  package let fitted: Ballots

  /// Fits members to codes [code units][samples], in the order of
  /// ``VoteSettings/voters``, each with its own part of the seed.
  package init(codes: PlanarMatrix, settings: VoteSettings, context: FitContext) throws {
    let fit = EnsembleFit(codes: codes, settings: settings, context: context)
    (members, names, fitted) =
      try settings.bootstraps == 0 ? fit.onEverything() : fit.onResamples()
    groups = settings.groups
  }

  init(members: [VotingMember], groups: Int, names: [[Int?]]) {
    self.members = members
    self.groups = groups
    self.names = names
    fitted = Ballots(votes: members.map { _ in [] }, groups: groups)
  }

  /// Votes on samples that were not fitted, by each member's own rule.
  package func votes(on codes: PlanarMatrix, workers: Workers) throws -> Ballots {
    Ballots(
      votes: try zip(members, names).map { member, names in
        EnsembleFit.votes(try member.assign(codes, workers), names)
      }, groups: groups)
  }
}

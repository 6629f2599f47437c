package import Kernels
import Rasters

/// Clusterers that vote on the groups of samples: fitted on one sample, their
/// clusters named by those of the first, the pivot.
package struct VotingEnsemble: Sendable {
  package let members: [VotingMember]
  package let groups: Int
  /// The pivot's label of every cluster, for each member.
  package let names: [[Int?]]
  /// Votes on the fitted samples.
  package let fitted: Ballots

  /// Fits `names` to codes [code units][samples], in that order, each with its
  /// own part of the seed.
  package init(
    members names: [String], codes: PlanarMatrix, groups: Int, alignment: LabelAlignment,
    parameters: [String: [String: ParameterValue]] = [:], context: FitContext
  ) throws {
    self.groups = groups
    members = try names.enumerated().map { index, name in
      var own = context
      own.seed = context.seed &+ UInt64(index) &* 0x9e37_79b9_7f4a_7c15
      return try VotingMember.fit(
        name, codes, groups: groups, given: parameters[name] ?? [:], context: own)
    }
    let pivot = members.first?.labels ?? []
    let aligned = members.enumerated().map { index, member in
      index == 0
        ? (0..<groups).map { Optional($0) }
        : alignment.names(of: member.labels, clusters: groups, pivot: pivot, groups: groups)
    }
    self.names = aligned
    fitted = Ballots(
      votes: zip(members, aligned).map { member, names in
        member.labels.map { names[Int($0)].map(Int32.init) ?? Ballots.none }
      }, groups: groups)
  }

  /// Votes on samples that were not fitted, by each member's own rule.
  package func votes(on codes: PlanarMatrix, workers: Workers) throws -> Ballots {
    Ballots(
      votes: try zip(members, names).map { member, names in
        try member.assign(codes, workers).map { names[Int($0)].map(Int32.init) ?? Ballots.none }
      }, groups: groups)
  }
}

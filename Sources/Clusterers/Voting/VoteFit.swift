package import Fitting
package import Kernels
import Rasters

/// Fits a vote to codes: the whole of it in one call.
package struct VoteFit: Sendable {
  package let model: VoteModel
  /// What is said of the objects that it was fitted on, who keep the clusters
  /// that the fit gave them.
  package let objects: [GroupedObject]
  package let warnings: [String]

  /// `codes` [code units][objects] are finite, of one footing (see ``Scaler``).
  /// Throws one line where settings mean nothing or objects are too few.
  package init(_ codes: PlanarMatrix, settings: VoteSettings, context given: FitContext) throws {
    try settings.check()
    var context = given
    context.seed = settings.seed
    let ensemble: VotingEnsemble
    do {
      ensemble = try VotingEnsemble(codes: codes, settings: settings, context: context)
    } catch let error as TooFewSamples {
      throw error.ofObjects
    }
    let voted = VotedGroups(ensemble.fitted, rule: try settings.votingRule())
    var warnings = Self.warnings(voted, settings)
    let completion = try Completion.fit(
      settings.completion, codes, groups: voted.group, context: context)
    if completion == nil, settings.completion != .none, voted.rejected > 0 {
      warnings.append("nothing was completed: no two objects were voted into groups")
    }
    for warning in ensemble.members.flatMap(\.warnings) where !warnings.contains(warning) {
      warnings.append(warning)
    }
    model = VoteModel(
      settings: settings, ensemble: ensemble, numbers: voted.numbers,
      centres: voted.centres(codes).joined().map(Float.init), width: codes.features,
      completion: completion)
    objects = try model.judge(codes, ballots: ensemble.fitted, context: context)
    self.warnings = warnings
  }

  private static func warnings(_ voted: VotedGroups, _ settings: VoteSettings) -> [String] {
    let found = voted.sizes.count
    guard found < settings.groups else { return [] }
    return [
      "\(found) of \(settings.groups) groups have members: on the others the clusterers do not "
        + "agree"
    ]
  }
}

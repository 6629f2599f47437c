import Fitting
import Rasters
import Settings

/// How objects are voted on.
package struct VoteSettings: Codable, Sendable, Equatable {
  /// Clusters of every member, and so the most groups.
  package var groups: Int
  /// Names of clusterers, the pivot first; one may come several times.
  package var members: [String]
  /// Resamples that every member is fitted on; 0 fits each once, on everything.
  package var bootstraps: Int
  /// "unanimous", or such as "2-of-3".
  package var rule: String
  package var alignment: LabelAlignment
  package var completion: CompletionKind
  package var birchThreshold: Double
  package var birchBranching: Int
  package var seed: UInt64

  package init(
    groups: Int = VoteRequest.usualGroups, members: [String] = VoteRequest.members.default,
    bootstraps: Int = VoteRequest.bootstraps.default, rule: String = "unanimous",
    alignment: LabelAlignment = .assignment, completion: CompletionKind = .none,
    birchThreshold: Double = VoteRequest.usualBirchThreshold(),
    birchBranching: Int = VoteRequest.birchBranching.default,
    seed: UInt64 = 0
  ) {
    self.groups = groups
    self.members = members
    self.bootstraps = bootstraps
    self.rule = rule
    self.alignment = alignment
    self.completion = completion
    self.birchThreshold = birchThreshold
    self.birchBranching = birchBranching
    self.seed = seed
  }

  package static let mostVoters = 320

  /// The clusterer of every vote, in order.
  package var voters: [String] {
    members.flatMap { [String](repeating: $0, count: max(1, bootstraps)) }
  }

  /// The rule that ``rule`` spells, for as many votes as there are.
  package func votingRule() throws -> VotingRule {
    try VotingRule(rule, members: voters.count)
  }

  /// Throws one line that says what is wrong.
  package func check() throws {
    try VoteRequest.groups.checked(groups)
    try VoteRequest.bootstraps.checked(bootstraps)
    try VoteRequest.birchBranching.checked(birchBranching)
    try VoteRequest.birchThreshold.checked(birchThreshold)
    guard VoteRequest.members.allowed.holds(members) else {
      throw Failure.outOfRange(
        VoteRequest.members.name, found: "a list of \(members.count) names",
        allowed: VoteRequest.members.allowed.text)
    }
    guard voters.count <= Self.mostVoters else {
      throw Failure.usage(
        "\(members.count) members with \(bootstraps) bootstraps are \(voters.count) votes; "
          + "\(Self.mostVoters) are the most")
    }
    for name in members where !VotingMember.names.contains(name) {
      throw Failure.usage(VotingMember.unknown(name))
    }
    _ = try votingRule()
  }

  /// What members are fitted with beyond their defaults.
  func parameters(samples: Int) -> [String: [String: ParameterValue]] {
    [
      Birch.method.name: [
        "threshold": .number(birchThreshold), "branching": .integer(birchBranching),
        "fit-samples": .integer(max(1000, samples)),
      ]
    ]
  }
}

/// How rejected objects are given a group.
public enum CompletionKind: String, Sendable, Codable, CaseIterable {
  /// Rejected objects get no group.
  case none
  /// ``NeighbourCompletion``.
  case knn
  /// ``SoftmaxCompletion``.
  case softmax
}

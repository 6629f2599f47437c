import Rasters

/// How objects are voted on. Names are those of the options of `facies group`.
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
    groups: Int = 20, members: [String] = ["k-means", "ward", "birch"], bootstraps: Int = 0,
    rule: String = "unanimous", alignment: LabelAlignment = .assignment,
    completion: CompletionKind = .none, birchThreshold: Double = 0.5, birchBranching: Int = 50,
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
    try Self.require("--groups", groups, 2...1000)
    try Self.require("--bootstraps", bootstraps, 0...100)
    try Self.require("--birch-branching", birchBranching, 2...10_000)
    guard birchThreshold >= 0, birchThreshold <= 1e9 else {
      throw Failure.usage("--birch-threshold is \(birchThreshold), must be from 0 to 1e9")
    }
    guard (1...32).contains(members.count) else {
      throw Failure.usage("--members names \(members.count) clusterers, must name 1 to 32")
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

  package static func require(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
    guard range.contains(value) else {
      throw Failure.usage(
        "\(name) is \(value), must be from \(range.lowerBound) to \(range.upperBound)")
    }
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
package enum CompletionKind: String, Sendable, Codable, CaseIterable {
  /// Rejected objects get no group.
  case none
  /// ``NeighbourCompletion``.
  case knn
  /// ``SoftmaxCompletion``.
  case softmax
}

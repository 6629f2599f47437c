import Fitting
import Kernels

/// Fits the members of an ensemble.
struct EnsembleFit {
  typealias Outcome = (members: [VotingMember], names: [[Int?]], fitted: Ballots)

  let codes: PlanarMatrix
  let settings: VoteSettings
  let context: FitContext

  init(codes: PlanarMatrix, settings: VoteSettings, context: FitContext) {
    self.codes = codes
    self.settings = settings
    var own = context
    own.shared = WardMemo()
    self.context = own
  }

  /// Every member on all samples; the first is the pivot.
  func onEverything() throws -> Outcome {
    let members = try settings.members.enumerated().map { try fit($1, codes, voter: $0) }
    let pivot = members.first?.labels ?? []
    let names = members.enumerated().map { index, member in
      index == 0 ? (0..<settings.groups).map { Optional($0) } : aligned(member.labels, to: pivot)
    }
    return outcome(members, names, members.map(\.labels))
  }

  /// Bagging (Dudoit and Fridlyand, "Bagging to improve the accuracy of a
  /// clustering procedure", Bioinformatics 19, 2003): every member is fitted on
  /// samples drawn with replacement, as many as there are, and judges them all
  /// by its own rule. The pivot, the first member fitted on everything, names
  /// the clusters and has no vote.
  func onResamples() throws -> Outcome {
    guard let first = settings.members.first else { return outcome([], [], []) }
    let pivot = try fit(first, codes, voter: 0).labels
    var members: [VotingMember] = []
    var labels: [[Int32]] = []
    for (voter, name) in settings.voters.enumerated() {
      let member = try fit(name, codes.gathering(resample(voter)), voter: voter + 1)
      members.append(member)
      labels.append(try member.assign(codes, context.workers))
    }
    return outcome(members, labels.map { aligned($0, to: pivot) }, labels)
  }

  private func resample(_ voter: Int) -> [Int] {
    var random = RandomSequence(seed: context.seed, stream: UInt64(0xb007_0000 + voter))
    return (0..<codes.count).map { _ in random.index(below: codes.count) }
  }

  private func fit(_ name: String, _ codes: PlanarMatrix, voter: Int) throws -> VotingMember {
    var own = context
    own.seed = context.seed &+ UInt64(voter) &* 0x9e37_79b9_7f4a_7c15
    let given = settings.parameters(samples: codes.count)[name] ?? [:]
    return try VotingMember.fit(name, codes, groups: settings.groups, given: given, context: own)
  }

  private func aligned(_ labels: [Int32], to pivot: [Int32]) -> [Int?] {
    settings.alignment.names(
      of: labels, clusters: settings.groups, pivot: pivot, groups: settings.groups)
  }

  private func outcome(
    _ members: [VotingMember], _ names: [[Int?]], _ labels: [[Int32]]
  ) -> Outcome {
    let votes = zip(labels, names).map { Self.votes($0, $1) }
    return (members, names, Ballots(votes: votes, groups: settings.groups))
  }

  /// Clusters as labels of the pivot.
  static func votes(_ labels: [Int32], _ names: [Int?]) -> [Int32] {
    let codes = names.map { $0.map(Int32.init) ?? Ballots.none }
    return labels.map { codes[Int($0)] }
  }
}

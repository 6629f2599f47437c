package import Kernels

/// Groups that a vote has made, numbered from the largest (1) to the smallest;
/// 0 is rejected.
package struct VotedGroups: Sendable, Equatable {
  /// The group of every sample; 0 where too few members agree.
  package var group: [Int]
  /// The share of members that vote for the label of most votes.
  package var agreement: [Double]
  /// Every member's vote as a group's number; 0 where it has none, or one that
  /// nobody was voted into.
  package var votes: [[Int]]
  /// Samples of groups 1, 2, …: as many groups as have any.
  package var sizes: [Int]

  package init(_ ballots: Ballots, rule: VotingRule) {
    let needed = rule.needed(members: ballots.votes.count)
    let winners = (0..<ballots.count).map(ballots.winner)
    var counts = [Int](repeating: 0, count: ballots.groups)
    for winner in winners where winner.votes >= needed { counts[Int(winner.label)] += 1 }
    let order = counts.indices.filter { counts[$0] > 0 }
      .sorted { (-counts[$0], $0) < (-counts[$1], $1) }
    var number = [Int](repeating: 0, count: ballots.groups)
    for (index, label) in order.enumerated() { number[label] = index + 1 }
    group = winners.map { $0.votes >= needed ? number[Int($0.label)] : 0 }
    agreement = winners.map { Double($0.votes) / Double(max(1, ballots.votes.count)) }
    votes = ballots.votes.map { member in
      member.map { $0 == Ballots.none ? 0 : number[Int($0)] }
    }
    sizes = order.map { counts[$0] }
  }

  package var rejected: Int { group.count { $0 == 0 } }

  /// Means of the codes of each group's samples: [group - 1][code unit].
  package func centres(_ codes: PlanarMatrix) -> [[Double]] {
    var sums = sizes.map { _ in [Double](repeating: 0, count: codes.features) }
    for feature in 0..<codes.features {
      for (number, value) in zip(group, codes.row(feature)) where number > 0 {
        sums[number - 1][feature] += Double(value)
      }
    }
    return zip(sums, sizes).map { sum, size in sum.map { $0 / Double(max(1, size)) } }
  }
}

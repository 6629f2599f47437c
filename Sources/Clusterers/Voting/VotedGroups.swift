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
  /// The group of every label of the pivot; 0 where nobody was voted into it.
  package var numbers: [Int]

  /// Numbers the groups anew.
  package init(_ ballots: Ballots, rule: VotingRule) {
    let needed = rule.needed(members: ballots.votes.count)
    var counts = [Int](repeating: 0, count: ballots.groups)
    for winner in (0..<ballots.count).map(ballots.winner) where winner.votes >= needed {
      counts[Int(winner.label)] += 1
    }
    let order = counts.indices.filter { counts[$0] > 0 }
      .sorted { (-counts[$0], $0) < (-counts[$1], $1) }
    var numbers = [Int](repeating: 0, count: ballots.groups)
    for (index, label) in order.enumerated() { numbers[label] = index + 1 }
    self.init(ballots, rule: rule, numbers: numbers)
  }

  /// Keeps the numbers of an earlier vote.
  package init(_ ballots: Ballots, rule: VotingRule, numbers: [Int]) {
    self.numbers = numbers
    let needed = rule.needed(members: ballots.votes.count)
    let winners = (0..<ballots.count).map(ballots.winner)
    group = winners.map { $0.votes >= needed ? numbers[Int($0.label)] : 0 }
    agreement = winners.map { Double($0.votes) / Double(max(1, ballots.votes.count)) }
    votes = ballots.votes.map { member in
      member.map { $0 == Ballots.none ? 0 : numbers[Int($0)] }
    }
  }

  /// Samples of groups 1, 2, …
  package var sizes: [Int] {
    var out = [Int](repeating: 0, count: numbers.max() ?? 0)
    for number in group where number > 0 { out[number - 1] += 1 }
    return out
  }

  package var rejected: Int { group.count { $0 == 0 } }

  /// Means of the codes of each group's samples: [group - 1][code unit].
  package func centres(_ codes: PlanarMatrix) -> [[Double]] {
    let sizes = sizes
    var sums = sizes.map { _ in [Double](repeating: 0, count: codes.features) }
    for feature in 0..<codes.features {
      for (number, value) in zip(group, codes.row(feature)) where number > 0 {
        sums[number - 1][feature] += Double(value)
      }
    }
    return zip(sums, sizes).map { sum, size in sum.map { $0 / Double(max(1, size)) } }
  }
}

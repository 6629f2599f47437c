/// What every member says of every sample: [member][sample], as labels of the
/// pivot.
package struct Ballots: Sendable, Equatable {
  /// The vote of a cluster that has no partner.
  package static let none: Int32 = -1

  package var votes: [[Int32]]
  package var groups: Int

  package init(votes: [[Int32]], groups: Int) {
    self.votes = votes
    self.groups = groups
  }

  package var count: Int { votes.first?.count ?? 0 }

  /// The outcome for one sample: the label of most votes, among equals the
  /// one that is voted for first, and how many vote for it.
  package func winner(_ sample: Int) -> (label: Int32, votes: Int) {
    var best = (label: Self.none, votes: 0)
    for member in votes {
      let label = member[sample]
      guard label != Self.none, label != best.label else { continue }
      let count = votes.count { $0[sample] == label }
      if count > best.votes { best = (label, count) }
    }
    return best
  }
}

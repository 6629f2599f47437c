import Rasters

/// How many members must agree for a sample to be in a group.
package enum VotingRule: Sendable, Equatable {
  case unanimous
  case atLeast(Int)

  /// From "unanimous" or "2-of-3".
  package init(_ text: String, members: Int) throws {
    if text == "unanimous" {
      self = .unanimous
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1] == "of", let some = Int(parts[0]), let all = Int(parts[2])
    else {
      throw Failure.usage("--rule is '\(text)', must be unanimous or such as 2-of-3")
    }
    guard all == members else {
      throw Failure.usage(
        "--rule is '\(text)', but \(members) members vote: write \(some)-of-\(members)")
    }
    guard (1...members).contains(some) else {
      throw Failure.usage("--rule is '\(text)', must ask for 1 to \(members) of \(members)")
    }
    self = .atLeast(some)
  }

  package func needed(members: Int) -> Int {
    switch self {
    case .unanimous: members
    case .atLeast(let count): count
    }
  }
}

import Rasters
import Settings

/// How many members must agree for a sample to be in a group.
public enum VotingRule: Sendable, Equatable, CustomStringConvertible {
  case unanimous
  case atLeast(Int, of: Int)

  /// From "unanimous" or "2-of-3".
  public init(_ text: String) throws {
    if text == "unanimous" {
      self = .unanimous
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1] == "of", let some = Int(parts[0]), let all = Int(parts[2])
    else {
      throw Failure.outOfRange(
        VoteRequest.rule.name, found: "'\(text)'", allowed: VoteRequest.rule.allowed.text)
    }
    self = .atLeast(some, of: all)
  }

  /// From "unanimous" or "2-of-3", of as many members as there are.
  package init(_ text: String, members: Int) throws {
    try self.init(text)
    guard case .atLeast(let some, let all) = self else { return }
    guard all == members else {
      throw Failure.usage(
        "\(VoteRequest.rule) is '\(text)', but \(members) members vote: write "
          + "\(some)-of-\(members)", setting: VoteRequest.rule.name)
    }
    guard (1...members).contains(some) else {
      throw Failure.outOfRange(
        VoteRequest.rule.name, found: "'\(text)'", allowed: "1 to \(members) of \(members)")
    }
  }

  /// "unanimous" or "2-of-3"
  public var text: String {
    switch self {
    case .unanimous: "unanimous"
    case .atLeast(let some, let all): "\(some)-of-\(all)"
    }
  }

  public var description: String { text }

  package func needed(members: Int) -> Int {
    switch self {
    case .unanimous: members
    case .atLeast(let count, _): count
    }
  }
}

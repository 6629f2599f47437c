public import Foundation
import Rasters

/// What a vote found: the text of `run.json`.
public struct GroupReport: Codable, Sendable {
  public struct Group: Codable, Sendable {
    public var group: Int
    /// As the file of classes names it.
    public var name: String?
    /// What its galaxies may be (``ClassHint``).
    public var hint: String?
    /// Objects that the members agree on.
    public var voted: Int
    /// Rejected ones that were given to it afterwards.
    public var completed: Int
    /// Mean share of members behind its voted objects.
    public var agreement: Double

    package init(
      group: Int, name: String? = nil, hint: String? = nil, voted: Int, completed: Int,
      agreement: Double
    ) {
      self.group = group
      self.name = name
      self.hint = hint
      self.voted = voted
      self.completed = completed
      self.agreement = agreement
    }
  }

  public var input: String
  public var inputSHA256: String?
  public var objects: Int
  public var voted: Int
  public var completed: Int
  public var rejected: Int
  public var invalid: Int
  /// Voted objects, in percent of those that have features.
  public var votedPercent: Double
  public var features: Int
  public var featuresFrom: String
  public var members: [String]
  public var groupsAsked: Int
  public var rule: String
  public var alignment: String
  public var bootstraps: Int
  public var completion: String
  public var preset: String?
  /// The fitted vote that was applied.
  public var applied: String?
  public var seed: UInt64
  public var fitted: Int
  public var groups: [Group]
  public var problems: [String: Int]
  public var warnings: [String]
  public var outputs: [String]
  public var threads: Int
  public var totalSeconds: Double
  public var peakMemoryBytes: Int
  public var versions: [String: String]

  public func json() throws -> Data {
    return try JSONText.data(self)
  }
}

/// What a vote says of one object.
package struct GroupedObject: Sendable, Equatable {
  package enum Status: String, Sendable, Codable { case voted, completed, rejected, invalid }

  package var status: Status
  /// From 1; 0 where there is none.
  package var group: Int
  /// Every member's vote as a group's number, 0 where it has none.
  package var votes: [Int]
  /// The share of members that vote for the group of most votes.
  package var agreement: Double
  /// The probability that a completed object's group is right.
  package var confidence: Double?
  /// From the mean code of its group's voted objects, in code units.
  package var distance: Double?

  package init(
    status: Status = .invalid, group: Int = 0, votes: [Int] = [], agreement: Double = 0,
    confidence: Double? = nil, distance: Double? = nil
  ) {
    self.status = status
    self.group = group
    self.votes = votes
    self.agreement = agreement
    self.confidence = confidence
    self.distance = distance
  }
}

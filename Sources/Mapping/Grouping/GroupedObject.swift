/// What is said of one object.
struct GroupedObject: Sendable, Equatable {
  enum Status: String, Sendable, Codable { case voted, completed, rejected, invalid }

  var status = Status.invalid
  /// From 1; 0 where there is none.
  var group = 0
  /// Every member's vote as a group's number, 0 where it has none.
  var votes: [Int] = []
  var agreement = 0.0
  /// The probability that a completed object's group is right.
  var confidence: Double?
  /// From the mean code of its group's voted objects, in code units.
  var distance: Double?
}

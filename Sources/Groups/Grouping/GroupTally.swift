import Clusterers

/// What is counted while objects go by.
struct GroupTally {
  struct Group {
    var voted = 0
    var completed = 0
    var agreement = 0.0
  }

  private(set) var objects = 0
  private(set) var statuses: [GroupedObject.Status: Int] = [:]
  private(set) var problems: [String: Int] = [:]
  private(set) var groups: [Group]

  init(groups: Int) { self.groups = [Group](repeating: Group(), count: groups) }

  func count(_ status: GroupedObject.Status) -> Int { statuses[status] ?? 0 }

  /// Objects that have features.
  var valid: Int { objects - count(.invalid) }

  mutating func add(_ object: GroupedObject, problem: String?) {
    objects += 1
    statuses[object.status, default: 0] += 1
    if let problem { problems[problem, default: 0] += 1 }
    guard object.group > 0 else { return }
    if object.status == .voted {
      groups[object.group - 1].voted += 1
      groups[object.group - 1].agreement += object.agreement
    } else {
      groups[object.group - 1].completed += 1
    }
  }
}

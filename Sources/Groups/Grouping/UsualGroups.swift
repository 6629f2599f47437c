package import Clusterers

extension VoteRequest {
  /// Twenty, fewer where groups would have less than fifteen members.
  package static func usualGroups(objects: Int) -> Int { max(2, min(20, objects / 15)) }
}

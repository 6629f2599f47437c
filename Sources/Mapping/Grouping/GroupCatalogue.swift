import Foundation
import Rasters

/// `catalog.csv`: one row per object in the order of the input.
enum GroupCatalogue {
  /// "vote_k_means"; a name that comes again is numbered.
  static func voteColumns(_ members: [String]) -> [String] {
    var seen: [String: Int] = [:]
    return members.map { name in
      seen[name, default: 0] += 1
      let word = "vote_" + name.replacingOccurrences(of: "-", with: "_")
      return seen[name] == 1 ? word : "\(word)_\(seen[name] ?? 0)"
    }
  }

  static func csv(ids: [String], _ objects: [GroupedObject], members: [String]) -> String {
    let columns =
      ["id", "group"] + voteColumns(members)
      + ["agreement", "rejected", "completed", "confidence", "distance", "status"]
    var out = columns.joined(separator: ",") + "\n"
    for (id, object) in zip(ids, objects) {
      out += row(id, object, members: members.count).joined(separator: ",") + "\n"
    }
    return out
  }

  private static func row(_ id: String, _ object: GroupedObject, members: Int) -> [String] {
    let isKnown = object.status != .invalid
    let votes = (0..<members).map { isKnown ? number(object.votes[$0]) : "" }
    let isRejected = object.status == .rejected || object.status == .completed
    return [UnitTable.field(id), number(object.group)] + votes
      + [
        isKnown ? String(format: "%.4g", object.agreement) : "",
        isKnown ? (isRejected ? "1" : "0") : "", isKnown ? flag(object.status == .completed) : "",
        object.confidence.map { String(format: "%.4f", $0) } ?? "",
        object.distance.map { String(format: "%.6g", $0) } ?? "", object.status.rawValue,
      ]
  }

  private static func flag(_ value: Bool) -> String { value ? "1" : "0" }

  /// Groups begin at 1; nothing is an empty field.
  private static func number(_ value: Int) -> String { value > 0 ? "\(value)" : "" }
}

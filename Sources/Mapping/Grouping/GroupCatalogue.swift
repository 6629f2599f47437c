import Foundation
import Kernels
import Learning
import Rasters

/// `catalog.csv`: one row per object in the order of the input, written as
/// they come.
final class GroupCatalogue {
  private static let part = 512

  private let file: OutputFile
  private let voters: Int
  private let classes: [Int: String]
  private let workers: Workers

  /// `voters` are the clusterers of the votes; `classes` the names of groups.
  init(path: String, voters: [String], classes: [Int: String], workers: Workers) throws {
    self.voters = voters.count
    self.classes = classes
    self.workers = workers
    file = try OutputFile(path)
    let columns =
      ["id", "group", "class"] + Self.voteColumns(voters)
      + ["agreement", "rejected", "completed", "confidence", "distance", "status"]
    try file.write(columns.joined(separator: ",") + "\n")
  }

  /// "vote_k_means"; a name that comes again is numbered.
  static func voteColumns(_ voters: [String]) -> [String] {
    var seen: [String: Int] = [:]
    return voters.map { name in
      seen[name, default: 0] += 1
      let word = "vote_" + name.replacingOccurrences(of: "-", with: "_")
      return seen[name] == 1 ? word : "\(word)_\(seen[name] ?? 0)"
    }
  }

  func add(_ ids: [String], _ objects: [GroupedObject]) throws {
    let (voters, classes) = (voters, classes)
    let parts = (ids.count + Self.part - 1) / Self.part
    let texts = try workers.map(parts) { _, part in
      (part * Self.part..<min(ids.count, (part + 1) * Self.part)).map { index in
        Self.row(ids[index], objects[index], voters, classes).joined(separator: ",") + "\n"
      }.joined()
    }
    for text in texts { try file.write(text) }
  }

  /// Gives the file its name.
  func finish() throws { try file.finish() }

  private static func row(
    _ id: String, _ object: GroupedObject, _ voters: Int, _ classes: [Int: String]
  ) -> [String] {
    let isKnown = object.status != .invalid
    let votes = (0..<voters).map { isKnown ? number(object.votes[$0]) : "" }
    let isRejected = object.status == .rejected || object.status == .completed
    return [
      CSVText.field(id), number(object.group), CSVText.field(classes[object.group] ?? ""),
    ] + votes
      + [
        isKnown ? String(format: "%.4g", object.agreement) : "",
        isKnown ? flag(isRejected) : "", isKnown ? flag(object.status == .completed) : "",
        object.confidence.map { String(format: "%.4f", $0) } ?? "",
        object.distance.map { String(format: "%.6g", $0) } ?? "", object.status.rawValue,
      ]
  }

  private static func flag(_ value: Bool) -> String { value ? "1" : "0" }

  /// Groups begin at 1; nothing is an empty field.
  private static func number(_ value: Int) -> String { value > 0 ? "\(value)" : "" }
}

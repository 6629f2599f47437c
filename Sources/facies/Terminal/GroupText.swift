import FaciesKit
import Foundation

/// A vote as a page of text.
enum GroupText {
  static func text(_ r: GroupReport, folder: String) -> String {
    let isNamed = r.groups.contains { $0.name != nil || $0.hint != nil }
    var lines = ["group     voted  completed" + (isNamed ? "  class" : "")]
    lines += r.groups.map { group in
      let name = group.name ?? group.hint.map { "perhaps \($0)" } ?? ""
      return String(format: "%5d %9d %10d", group.group, group.voted, group.completed)
        + (name.isEmpty ? "" : "  \(name)")
    }
    let others = [(r.completed, "completed"), (r.rejected, "rejected"), (r.invalid, "invalid")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    lines += [
      "",
      String(format: "%d of %d objects voted (%.1f %%)", r.voted, r.objects, r.votedPercent)
        + (others.isEmpty ? "" : "; " + others.joined(separator: ", ")),
    ]
    lines += r.problems.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
    lines.append(
      String(format: "%.1f s, ", r.totalSeconds)
        + "peak memory \(ByteCount.text(r.peakMemoryBytes))")
    lines.append("catalogue  \(folder)/catalog.csv")
    lines.append("classes    \(folder)/classes.yaml")
    if r.outputs.contains("overview.png") { lines.append("overview   \(folder)/overview.png") }
    return lines.joined(separator: "\n")
  }
}

import Foundation
import Mapping

/// A vote as a page of text.
enum GroupText {
  static func text(_ r: GroupReport, folder: String) -> String {
    var lines = ["group     voted  completed"]
    lines += r.groups.map { String(format: "%5d %9d %10d", $0.group, $0.voted, $0.completed) }
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
    if r.outputs.contains("overview.png") { lines.append("overview   \(folder)/overview.png") }
    return lines.joined(separator: "\n")
  }
}

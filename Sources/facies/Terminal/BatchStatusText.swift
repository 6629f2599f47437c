import FaciesKit
import Foundation

/// A batch as lines of text.
enum BatchStatusText {
  static func table(_ status: BatchStatus) -> String {
    let wide = min(40, status.scenes.map(\.name.count).max() ?? 0)
    let rows = status.scenes.map { scene in
      let time = time(scene)
      let memory = scene.peakBytes.map(ByteCount.text) ?? "-"
      let line = [
        padded(shown(scene.name), wide), padded(scene.state.rawValue, 11), padded(time, 10),
        padded(memory, 9), padded("\(scene.attempts)x", 4),
        shown(scene.error ?? scene.warning ?? place(scene)),
      ]
      return line.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
    return (rows + [summary(status)]).joined(separator: "\n")
  }

  /// "25 of 30 scenes done, 5 failed: DIR/report.html"
  static func summary(_ status: BatchStatus) -> String {
    let others = [
      (status.failed, "failed"), (status.running, "running"), (status.interrupted, "interrupted"),
      (status.pending, "pending"),
    ].filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }
    return "\(status.done) of \(status.total) scenes done" + others.joined() + ": \(status.folder)"
  }

  /// What it took, or has taken so far.
  private static func time(_ scene: BatchStatus.Scene) -> String {
    if scene.state == .running,
      let begun = scene.started.flatMap({ try? Date($0, strategy: .iso8601) })
    {
      return duration(max(0, Date().timeIntervalSince(begun).rounded(.down)))
    }
    return scene.seconds.map(duration) ?? "-"
  }

  private static func place(_ scene: BatchStatus.Scene) -> String {
    guard let host = scene.host, let process = scene.process else { return "" }
    return "process \(process) on \(host)"
  }

  private static func duration(_ seconds: Double) -> String {
    seconds < 60
      ? String(format: "%.1f s", seconds)
      : String(format: "%d:%02d min", Int(seconds) / 60, Int(seconds) % 60)
  }

  /// Without signs that steer a terminal.
  private static func shown(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

import FaciesKit
import Foundation

/// Weights as text.
enum WeightsText {
  static func list(_ all: [PublishedWeights]) -> String {
    var lines = ["weights that are read as they are (facies never downloads them)"]
    for weights in all {
      let numbers = String(
        format: "%5d features, %5.1f million numbers", weights.features, weights.millions)
      lines += ["", "  \(weights.name)", "    \(numbers); \(weights.licence)"]
      lines.append("    \(weights.source)")
      if let command = weights.command { lines.append("    $ \(command)") }
      if let digest = weights.sha256 {
        lines.append("    SHA-256 \(digest)\(digest.count < 64 ? "…" : "")")
      }
    }
    return lines.joined(separator: "\n")
  }

  static func text(_ report: WeightsReport) -> String {
    let types = report.types.sorted { $0.key < $1.key }.map { "\($0.value) of \($0.key)" }
    let known = report.published.map { "\($0.name), published at \($0.source); \($0.licence)" }
    var lines = [
      "\(report.path): \(report.network), \(report.features) features",
      "format     \(report.format), tensors: \(types.joined(separator: ", "))",
      "SHA-256    \(report.sha256)",
      "known as   \(known ?? "nothing published that facies knows the digest of")",
      "images     \(report.side)x\(report.side), 3 channels",
      "memory     \(size(report.weightBytes)), and \(size(report.threadBytes)) for each thread",
    ]
    if let trial = report.trial {
      lines.append(
        String(
          format: "trial      %d picture%@ in %.2f s on %d thread%@: %.1f a second",
          trial.pictures.count, trial.pictures.count == 1 ? "" : "s", trial.seconds,
          trial.threads, trial.threads == 1 ? "" : "s", trial.perSecond))
    }
    return lines.joined(separator: "\n")
  }

  private static func size(_ bytes: Int) -> String {
    String(format: "%.1f MB", Double(bytes) / 1e6)
  }
}

import Foundation
import TestSupport
import Testing

/// Programs of others judge what we write, where they are installed.
@Suite struct OutsideJudges {
  private static let tools = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Tools").path

  /// Exit code 77 of a script says that it had nothing to judge with.
  private func judge(_ script: String) throws {
    let outcome = try BuiltCommand.shell(script, timeout: 300)
    if outcome.exitCode == 77 || outcome.exitCode == 127 {
      print("skipped: \(outcome.output)\(outcome.errors)")
    } else {
      #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
    }
  }

  /// Chromium opens the page: no message, no fetch, everything answers.
  @Test func pageWorksInABrowser() throws {
    let run = try FinishedRun.shared.get()
    try judge("python3 '\(Self.tools)/check-report.py' '\(run.results.file("report.html"))'")
  }

  /// The item fits the schemas in FACIES_STAC_SCHEMAS.
  @Test func itemFitsTheSchemas() throws {
    let run = try FinishedRun.shared.get()
    let folder =
      ProcessInfo.processInfo.environment["FACIES_STAC_SCHEMAS"] ?? "../shared/reference/stac"
    try judge(
      "python3 '\(Self.tools)/check-item.py' '\(run.results.file("item.json"))' "
        + "--schemas '\(folder)'")
  }
}

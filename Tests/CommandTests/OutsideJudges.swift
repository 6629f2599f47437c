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

  /// Names of products are long and have no place to break.
  @Test func longNamesFitOnAPhone() throws {
    let scene = try SimulatedScene.small.get()
    let folder = try TemporaryFolder()
    let file = try scene.variant(
      "name: LC08_L1TP_017051_20151205_20200908_02_T1-cropped-\(String(repeating: "x", count: 60))\n"
        + "recipe: k-means\nunits: 3", in: folder)
    let outcome = try BuiltCommand.run("run", file, "--out", folder.file("out"))
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    try judge("python3 '\(Self.tools)/check-report.py' '\(folder.file("out/report.html"))'")
  }

  /// QGIS shows every unit with its name and colour, from each file and after
  /// somebody has renamed them.
  @Test func stylesWorkInQGIS() throws {
    let run = try FinishedRun.shared.get()
    try judge("/usr/bin/python3 '\(Self.tools)/check-qgis.py' '\(run.results.folder)'")
    let renamed = try RenamedRun.shared.get()
    try judge(
      "/usr/bin/python3 '\(Self.tools)/check-qgis.py' --renamed '\(renamed.results.folder)'")
  }

  /// Styles and sidecars are well-formed for libxml2.
  @Test func sidecarsAreWellFormed() throws {
    for (results, more) in [
      (try FinishedRun.shared.get().results, ""),
      (try RenamedRun.shared.get().results, "sheet.png.aux.xml"),
    ] {
      try judge(
        "command -v xmllint >/dev/null || { echo no xmllint here; exit 77; }\n"
          + "cd '\(results.folder)' && xmllint --noout --nonet units.qml units.sld units.tif.aux.xml"
          + " \(more)")
    }
  }

  /// mandoc finds no fault with the manual page.
  @Test func manualIsWellFormed() throws {
    try judge(
      "command -v mandoc >/dev/null || { echo no mandoc here; exit 77; }\n"
        + "\"$FACIES\" manual | mandoc -Tlint -Werror")
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

import Foundation
import TestSupport
import Testing

/// Programs of others judge what we write, where they are installed.
@Suite struct OutsideJudges {
  private static let tools = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Tools").path

  private static let schemas =
    ProcessInfo.processInfo.environment["FACIES_STAC_SCHEMAS"] ?? "../shared/reference/stac"

  /// Whether a shell answers a line with success; says so where it does not.
  private static func has(_ judge: String, where line: String) -> Bool {
    let outcome = try? BuiltCommand.shell("{ \(line)\n} >/dev/null 2>&1")
    if outcome?.isSuccess == true { return true }
    print("skipped: no \(judge) here")
    return false
  }

  private static let hasChromium = has(
    "Chromium",
    where: ["chromium", "chromium-browser", "google-chrome", "chrome"]
      .map { "command -v \($0)" }.joined(separator: " || "))
  private static let hasQGIS = has("QGIS", where: "/usr/bin/python3 -c 'import qgis.core'")
  private static let hasXMLLint = has("xmllint", where: "command -v xmllint")
  private static let hasMandoc = has("mandoc", where: "command -v mandoc")
  private static let hasSchemas = has(
    "jsonschema with schemas of STAC",
    where: "python3 -c 'import jsonschema, referencing' && test -d '\(schemas)'")

  /// What a script of Tools says; one that had nothing to judge with (exit code
  /// 77) fails too: it runs only where its judge is.
  private func judge(_ script: String) throws {
    let outcome = try BuiltCommand.shell(script, timeout: 300)
    #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
  }

  /// Chromium opens the page: no message, no fetch, everything answers.
  @Test(.enabled(if: hasChromium)) func pageWorksInABrowser() throws {
    let run = try FinishedRun.shared.get()
    try judge("python3 '\(Self.tools)/check-report.py' '\(run.results.file("report.html"))'")
  }

  /// Names of products are long and have no place to break.
  @Test(.enabled(if: hasChromium)) func longNamesFitOnAPhone() throws {
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
  @Test(.enabled(if: hasQGIS)) func stylesWorkInQGIS() throws {
    let run = try FinishedRun.shared.get()
    try judge("/usr/bin/python3 '\(Self.tools)/check-qgis.py' '\(run.results.folder)'")
    let renamed = try RenamedRun.shared.get()
    try judge(
      "/usr/bin/python3 '\(Self.tools)/check-qgis.py' --renamed '\(renamed.results.folder)'")
  }

  /// Styles and sidecars are well-formed for libxml2.
  @Test(.enabled(if: hasXMLLint)) func sidecarsAreWellFormed() throws {
    for (results, more) in [
      (try FinishedRun.shared.get().results, ""),
      (try RenamedRun.shared.get().results, "sheet.png.aux.xml"),
    ] {
      try judge(
        "cd '\(results.folder)' && xmllint --noout --nonet units.qml units.sld units.tif.aux.xml"
          + " \(more)")
    }
  }

  /// mandoc finds no fault with the manual page.
  @Test(.enabled(if: hasMandoc)) func manualIsWellFormed() throws {
    try judge("\"$FACIES\" manual | mandoc -Tlint -Werror")
  }

  /// The item fits the schemas in FACIES_STAC_SCHEMAS.
  @Test(.enabled(if: hasSchemas)) func itemFitsTheSchemas() throws {
    let run = try FinishedRun.shared.get()
    try judge(
      "python3 '\(Self.tools)/check-item.py' '\(run.results.file("item.json"))' "
        + "--schemas '\(Self.schemas)'")
  }
}

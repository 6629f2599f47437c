import Foundation
import Testing

/// Texts of the library name settings, which the command words as its options.
@Suite struct FlagTests {
  /// Files whose texts are command lines, or style sheets of pages.
  private static let commandLines: Set<String> = [
    "KnownWeights.swift", "Reproduction.swift", "JobCommand.swift", "SurveyPageDraft.swift",
    "PageScript.swift", "ReportPage.swift", "MapSection.swift", "GroupScatter.swift",
    "SurveyPage.swift",
  ]

  @Test func noTextOfTheLibraryNamesAnOption() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var seen = 0
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift", !file.path.contains("/Sources/facies/"),
        !Self.commandLines.contains(file.lastPathComponent)
      else { continue }
      seen += 1
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let code = line.drop(while: { $0 == " " })
        guard !code.hasPrefix("//"), let option = code.firstRange(of: #/"[^"]*--[a-z]/#) else {
          continue
        }
        Issue.record("\(file.lastPathComponent) names an option: \(code[option])")
      }
    }
    #expect(seen > 500)
  }
}

import Foundation
import Settings
import TestSupport
import Testing

@testable import Scenes

/// The two files that explain every key, against the declarations.
@Suite struct EveryKeyTests {
  static let cases: [(file: String, settings: [SettingDescription])] = [
    ("every-key.yaml", SceneSettings.all), ("survey-every-key.yaml", SurveySettings.all),
  ]

  static func text(_ file: String) throws -> String {
    try Files.text(Golden.path("scenes/\(file)"))
  }

  /// What comes before the table, which lists what the declarations say.
  private static let heading = "# Ranges and defaults (checked by EveryKeyTests):\n"

  @Test(arguments: Self.cases)
  func goldenRangesAndDefaultsAreThoseOfTheDeclarations(
    _ file: String, _ settings: [SettingDescription]
  ) throws {
    let parts = try Self.text(file).components(separatedBy: Self.heading)
    let table = settings.compactMap { setting -> String? in
      let facts = setting.facts
      let said =
        Self.isExplained(setting, parts[0])
        ? facts : setting.meaning + (facts.isEmpty ? "" : " (\(facts))")
      guard !said.isEmpty else { return nil }
      let width = max(28, setting.key.count)
      return "#   " + setting.key.padding(toLength: width, withPad: " ", startingAt: 0)
        + " \(said)\n"
    }.joined()
    try #require(parts.count == 2)
    let difference = try Golden.difference(
      parts[0] + Self.heading + table, from: "scenes/\(file)")
    #expect(difference == nil)
  }

  /// Whether the file says more of a key than its range: its meaning stands in the table otherwise.
  private static func isExplained(_ setting: SettingDescription, _ prose: String) -> Bool {
    let parts = setting.key.split(separator: ".").map(String.init)
    // One that is alone on its level stands without a mapping: `recipe: standard`.
    return [parts.last, parts.first].compactMap(\.self).contains {
      prose.contains("\($0):") || prose.contains("`\($0)")
    }
  }

  @Test func keysAreDeclaredOnce() {
    for (file, settings) in Self.cases {
      let keys = settings.map(\.key)
      #expect(Set(keys).count == keys.count, "\(file)")
    }
  }

  @Test func everyDefaultIsAllowed() throws {
    #expect(SceneSettings.units.allowed.holds(SceneSettings.units.default))
    try DetectionSettings().check()
    #expect(SurveySettings.crops.allowed.holds(SurveySettings.crops.default))
  }
}

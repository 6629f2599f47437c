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

  @Test(arguments: Self.cases)
  func everyKeyIsExplained(_ file: String, _ settings: [SettingDescription]) throws {
    let text = try Self.text(file)
    let prose = text.components(separatedBy: Self.heading)[0]
    for setting in settings {
      let leaf = setting.key.split(separator: ".").last.map(String.init) ?? setting.key
      // One that is alone on its level stands without a mapping: `recipe: standard`.
      let words = [leaf, setting.key.split(separator: ".").first.map(String.init) ?? leaf]
      #expect(
        words.contains { prose.contains("\($0):") || prose.contains("`\($0)") },
        "\(file) does not explain \(setting.key)")
    }
  }

  private static let heading = "# Ranges and defaults (checked by EveryKeyTests):\n"

  @Test(arguments: Self.cases)
  func goldenRangesAndDefaultsAreThoseOfTheDeclarations(
    _ file: String, _ settings: [SettingDescription]
  ) throws {
    let table = settings.filter { !$0.facts.isEmpty }.map {
      "#   " + $0.key.padding(toLength: max(28, $0.key.count), withPad: " ", startingAt: 0) + " "
        + $0.facts + "\n"
    }.joined()
    let parts = try Self.text(file).components(separatedBy: Self.heading)
    try #require(parts.count == 2)
    let difference = try Golden.difference(
      parts[0] + Self.heading + table, from: "scenes/\(file)")
    #expect(difference == nil)
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

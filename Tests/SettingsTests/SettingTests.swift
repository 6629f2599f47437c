import Rasters
import Testing

@testable import Settings

@Suite struct SettingTests {
  enum Stretch: String, CaseIterable, Sendable { case linear, asinh }

  static let threshold = Setting<Double>(
    "detection.threshold", option: "threshold", .from(0.01...1e6), unit: "deviations", default: 1.5,
    "Height above the background.")
  static let window = Setting<Int>("window", .odd(3...7), default: 5, "Side of a window.")
  static let threads = Setting<Int>(
    "threads", option: "threads", .atLeast(1), chosen: "all processors", "Threads.")

  @Test(arguments: [
    (0.009, "threshold is 0.009, must be from 0.01 to 1000000"),
    (.nan, "threshold is nan, must be from 0.01 to 1000000"),
  ])
  func whatIsNotAllowedNamesTheSetting(_ value: Double, _ text: String) throws {
    let error = try #require(throws: Failure.self) { try Self.threshold.checked(value) }
    #expect(error.description == "detection." + text)
    #expect(error.message.text { "--" + ($0.option ?? $0.key) } == "--" + text)
    #expect(error.code == .outOfRange && error.key == "detection.threshold")
    #expect(error.exitCode == 2)
  }

  @Test(arguments: [3, 5, 7]) func oddNumbersOfTheRangeAreAllowed(_ value: Int) throws {
    #expect(try Self.window.checked(value) == value)
  }

  @Test(arguments: [1, 2, 4, 9]) func othersAreNot(_ value: Int) {
    #expect(throws: Failure.self) { try Self.window.checked(value) }
  }

  @Test func helpSaysRangeUnitAndDefault() {
    #expect(
      Self.threshold.help
        == "Height above the background (from 0.01 to 1000000 deviations; default: 1.5).")
    #expect(Self.threads.help == "Threads (at least 1; default: all processors).")
    let word = Setting<Stretch>("stretch", .cases, default: .asinh, "The stretch.")
    #expect(word.help == "The stretch (one of linear, asinh; default: asinh).")
  }

  @Test func anOpenRangeHasNoLargestNumber() {
    #expect(Self.threads.description.most == nil)
    #expect(Self.threads.description.least == 1)
  }
}

import Rasters
import Testing

@testable import Settings

/// Settings with the places of their values, and options that are made of them.
@Suite struct SettingKeyTests {
  enum Stretch: String, CaseIterable, Sendable { case linear, asinh }

  struct Owner: Sendable, Equatable {
    var count = 1
    var share: Double?
    var seed: UInt64 = 0
    var isOn = false
    var word = "a"
    var names: [String] = []
    var numbers: [Int]?
    var stretch = Stretch.linear
    var file: String?
    var inner = Inner()
  }

  struct Inner: Sendable, Equatable { var width = 5 }

  static let width = Setting("inner.width", option: "width", .odd(3...7), default: 5, "Width.")

  static let keys: [SettingKey<Owner>] = [
    .init(Setting("count", option: "count", .from(1...9), default: 1, "Count."), \.count),
    .init(Setting<Double>("share", option: "share", .from(0...1.0), "Share."), \.share),
    .init(Setting("seed", option: "seed", .seed, default: 0, "Seed."), \.seed),
    .init(Setting("on", option: "on", .flag, default: false, "On."), \.isOn),
    .init(
      Setting<String>("word", option: "word", .words(["a", "bee"]), default: "a", "Word."),
      \.word),
    .init(Setting<[String]>("names", option: "names", .names, "Names."), \.names),
    .init(
      Setting<[Int]>("numbers", option: "numbers", .described("numbers"), "Numbers."), \.numbers),
    .init(
      Setting<Stretch>("stretch", option: "stretch", .cases, default: .linear, "Stretch."),
      \.stretch),
    .init(path: Setting<String>("file", option: "file", .text, "File."), \.file),
  ]

  static let options =
    keys.compactMap(\.option)
    + [SettingKey(width, \Inner.width).option].compactMap(\.self)
    .map { $0.within(\.inner) }

  static func typed(_ option: String, _ text: String) throws -> Owner {
    var owner = Owner()
    try #require(options.first { $0.name.option == option }).apply(text, to: &owner)
    return owner
  }

  @Test func whatIsTypedIsTaken() throws {
    #expect(try Self.typed("count", "9").count == 9)
    #expect(try Self.typed("share", "0.25").share == 0.25)
    #expect(try Self.typed("seed", "18446744073709551615").seed == .max)
    #expect(try Self.typed("on", "true").isOn)
    #expect(try Self.typed("word", "bee").word == "bee")
    #expect(try Self.typed("names", "red,nir").names == ["red", "nir"])
    #expect(try Self.typed("numbers", "3,1").numbers == [3, 1])
    #expect(try Self.typed("stretch", "asinh").stretch == .asinh)
    #expect(try Self.typed("file", "a b/c").file == "a b/c")
    #expect(try Self.typed("width", "7").inner.width == 7)
  }

  @Test(arguments: [
    ("count", "10", "count is 10, must be from 1 to 9"),
    ("count", "ten", "count is 'ten', must be from 1 to 9"),
    ("share", "1.5", "share is 1.5, must be from 0 to 1"),
    ("word", "be", "word 'be' is not known (did you mean 'bee'?); choose from a, bee"),
    ("stretch", "log", "stretch 'log' is not known; choose from linear, asinh"),
    ("numbers", "3,x", "numbers is '3,x', must be numbers"),
    ("width", "6", "inner.width is 6, must be an odd number from 3 to 7"),
  ])
  func whatIsNotAllowedIsRefused(_ option: String, _ text: String, _ says: String) throws {
    let error = #expect(throws: Failure.self) { try Self.typed(option, text) }
    #expect(error?.description == says)
    #expect(error?.key?.hasSuffix(option) == true)
  }

  @Test func valuesAreWrittenAsFilesHoldThem() {
    var owner = Owner()
    #expect(
      Self.keys.map { $0.text(owner) } == [
        .plain("1"), nil, .plain("0"), .plain("false"), .text("a"), .texts([]), nil,
        .plain("linear"), nil,
      ])
    (owner.share, owner.numbers, owner.file) = (0.5, [1, 2], "x")
    #expect(Self.keys[1].text(owner) == .plain("0.5"))
    #expect(Self.keys[6].text(owner) == .numbers(["1", "2"]))
    #expect(Self.keys[8].text(owner) == .text("x"))
  }

  @Test func valuesAreCheckedWhereTheyStand() throws {
    var owner = Owner()
    for key in Self.keys { try key.check(owner) }
    owner.share = 2
    #expect(throws: Failure.self) { for key in Self.keys { try key.check(owner) } }
  }

  @Test func settingsWithoutAnOptionHaveNone() {
    #expect(
      SettingKey(Setting("count", .from(1...9), default: 1, "Count."), \Owner.count).option == nil)
  }
}

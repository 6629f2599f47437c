import Foundation
import Rasters
import TestSupport
import Testing

@testable import Surveys

/// A picture or GeoTIFF with what its pixels stand for (Fixtures/make_pictures.py).
struct PictureReference: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var ending: String
  var file: Data
  var white: Float?
  var deep: Bool
  var tolerance: Double
  /// [plane][row from the top][column]; nil is no value.
  var values: [[[Double?]]]
  var testDescription: String { name }

  static let all: [PictureReference] = FixtureFile.read("pictures")

  func write(to folder: TemporaryFolder) throws -> String {
    let path = folder.file("picture." + ending)
    try file.write(to: URL(fileURLWithPath: path))
    return path
  }
}

/// Fixtures of these tests.
enum FixtureFile {
  static func read<Value: Decodable>(_ name: String) -> [Value] {
    guard
      let url = Bundle.module.url(
        forResource: name, withExtension: "json", subdirectory: "Fixtures"),
      let data = try? Data(contentsOf: url),
      let values = try? JSONDecoder().decode([Value].self, from: data)
    else { return [] }
    return values
  }
}

/// Palettes, depths, transparency, masks, fill values, scales and types of
/// pictures and GeoTIFFs as images of the sky.
@Suite struct PictureTests {
  @Test func referencesAreThere() { #expect(PictureReference.all.count == 40) }

  @Test(arguments: PictureReference.all) func pixelsAreWhatTheyStandFor(
    _ reference: PictureReference
  ) throws {
    let folder = try TemporaryFolder()
    let image = try ImageFile.open(reference.write(to: folder))
    try #require(image.planes == reference.values.count)
    #expect(image.picture?.white == reference.white)
    #expect((image.picture?.isDeep ?? false) == reference.deep)
    for (plane, rows) in reference.values.enumerated() {
      let wanted = rows.reversed().flatMap { $0 }
      let found = try image.readDoubles(image.extent, plane: plane)
      #expect(Self.agree(found, wanted, reference.tolerance), "plane \(plane)")
      #expect(Self.agree(try Self.floats(image, plane), wanted, reference.tolerance, 1e-6))
    }
    let shown = reference.values.flatMap { $0.flatMap { $0 } }
    var top = [Float](repeating: -1, count: shown.count)
    try top.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.readTopDown(planes: image.planes, into: base)
    }
    #expect(Self.agree(top.map(Double.init), shown, reference.tolerance, 1e-6))
  }

  /// Through a window, in rows with gaps.
  private static func floats(_ image: any ImagePlanes, _ plane: Int) throws -> [Double] {
    let stride = image.width + 3
    var out = [Float](repeating: -1, count: stride * image.height)
    try out.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.reopened().read(image.extent, plane: plane, into: base, stride: stride)
    }
    return (0..<image.height).flatMap { row in
      (0..<image.width).map { Double(out[row * stride + $0]) }
    }
  }

  static func agree(
    _ found: [Double], _ wanted: [Double?], _ tolerance: Double, _ share: Double = 1e-14
  ) -> Bool {
    found.count == wanted.count
      && zip(found, wanted).allSatisfy { found, wanted in
        guard let wanted else { return found.isNaN }
        return abs(found - wanted) <= tolerance + share * abs(wanted)
      }
  }

  /// A segmentation in colours is its indices, whatever the colours.
  @Test func palettesOfLabelsAreNotApplied() throws {
    let reference = try #require(PictureReference.all.first { $0.name == "reversed greys PNG" })
    let folder = try TemporaryFolder()
    let path = try reference.write(to: folder)
    let labels = try ImageFile.open(path, for: .labels)
    let light = try ImageFile.open(path)
    #expect(labels.planes == 1 && labels.picture == nil)
    let pair = zip(
      try labels.reopened().readDoubles(labels.extent, plane: 0),
      try light.readDoubles(light.extent, plane: 0))
    #expect(pair.allSatisfy { $0 + $1 == 255 })
  }

  /// Whole numbers of 64 bits keep all digits, those that are clear are 0.
  @Test func wholeNumbersOf64BitsAreExact() throws {
    let reference = try #require(PictureReference.all.first { $0.name == "64-bit numbers" })
    let folder = try TemporaryFolder()
    let image = try ImageFile.open(reference.write(to: folder))
    let wanted = reference.values[0].reversed().flatMap { $0.map { Int64($0 ?? 0) } }
    #expect(try image.readWholes(image.extent, plane: 0) == wanted)
  }
}

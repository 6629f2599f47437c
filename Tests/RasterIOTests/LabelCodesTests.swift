import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// Rasters of classes in every type, against what GDAL reads
/// (Fixtures/make_labels.py).
@Suite struct LabelCodesTests {
  struct Expected: Decodable {
    var codes: [String]
    var pixels: [Int]
  }

  static let refused = ["float32-half", "float64-huge"]

  private static func folder() throws -> URL {
    try #require(Bundle.module.url(forResource: "Fixtures/labels", withExtension: nil))
  }

  static func expected() throws -> [String: Expected] {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/labels", withExtension: "json"))
    return try JSONDecoder().decode([String: Expected].self, from: Data(contentsOf: url))
  }

  private static func open(_ name: String) throws -> LabelCodes {
    try LabelCodes(path: folder().appendingPathComponent(name + ".tif").path)
  }

  @Test func everyTypeIsReadExactly() throws {
    let all = try Self.expected()
    #expect(all.count == 19)
    for (name, expected) in all where !Self.refused.contains(name) {
      let labels = try Self.open(name)
      let pixels = try labels.census()
      let found = zip(labels.codes, pixels).sorted { $0.0 < $1.0 }
      #expect(found.map { "\($0.0)" } == expected.codes, "\(name)")
      #expect(found.map(\.1) == expected.pixels, "\(name)")
    }
  }

  @Test func zeroIsAClassWhereSomethingElseIsNoData() throws {
    for (name, isClass) in [
      ("byte", false), ("byte-nodata0", false), ("byte-nodata255", true), ("byte-nodata-1", true),
      ("byte-mask", true), ("float32-nan", true), ("int16-nodata-1", true), ("uint64", false),
    ] {
      let labels = try Self.open(name)
      _ = try labels.census()
      #expect(labels.codes.contains(0) == isClass, "\(name)")
      // Where the file says nothing, the rule is said.
      let isRule = labels.notes.contains { $0.contains("0 is taken for 'no class'") }
      #expect(isRule == ["byte", "uint64"].contains(name), "\(name)")
    }
  }

  @Test(arguments: [
    ("float32-half", "holds 0.5 at column 0, row 0"), ("float64-huge", "holds 1e+20 at column 2"),
  ])
  func othersThanWholeNumbersAreRefused(_ name: String, _ part: String) throws {
    let labels = try Self.open(name)
    #expect {
      _ = try labels.census()
    } throws: { "\($0)".contains(part) }
  }

  /// Pixels hold the numbers of their codes, wherever a window begins.
  @Test func windowsAgree() throws {
    let labels = try Self.open("int64")
    let all = try labels.labels(in: labels.grid.extent, width: 4, height: 2)
    #expect(all == [1, 2, 3, 4, 5, 5, 0, 6])
    let part = Window(column: 1, row: 0, width: 2, height: 2)
    #expect(try labels.labels(in: part, width: 2, height: 2) == [2, 3, 5, 0])
  }
}

import Foundation
import Jobs
import RasterIO
import Rasters
import SceneMaps
import TestSupport
import Testing

@testable import Inspection

/// What `facies inspect` says of rasters that may be labels.
@Suite struct LabelInspectionTests {
  private let folder: TemporaryFolder
  private let grid: Grid

  init() throws {
    folder = try TemporaryFolder()
    grid = try RasterFixture.utm(8, 4)
  }

  /// Eight columns of four pixels with a code each.
  @Test(
    arguments: [
      ([0, 1, 1, 2, 2, 2, 255, 255], SampleType.uint8, 255, "0:4 1:8 2:12", 8, nil),
      ([0, 0, 0, 0, 1, 1, 1, 7], .uint8, nil, "1:12 7:4", 16, "0 is taken for 'no class'"),
      ([-9999, -1, -1, 3, 3, 3, 3, 3], .int16, -9999, "-1:8 3:20", 4, nil),
      ([100_001, 100_002, 0, 0, 0, 0, 0, 5], .int32, 0, "5:4 100001:4 100002:4", 20, nil),
      ([1, 1, 1, 1, 2, 2, 2, .nan], .float32, nil, "1:16 2:12", 4, nil),
    ] as [([Float], SampleType, Double?, String, Int, String?)])
  func classesAreCounted(
    _ codes: [Float], _ type: SampleType, _ noData: Double?, _ classes: String, _ none: Int,
    _ note: String?
  ) throws {
    let path = try RasterFixture(grid: grid, bands: 1, type: type, noData: noData) {
      codes[$1] + 0 * Float($2)
    }.write(to: folder.file("l.tif"))
    let labels = try #require(try Facies.inspect([path]).labels)
    #expect(labels.problem == nil)
    #expect(
      labels.classes.map { "\($0.code):\($0.pixels)" }.joined(separator: " ") == classes)
    #expect(labels.unlabelled == none && labels.notes.count == (note == nil ? 0 : 1))
    if let note { #expect(labels.notes[0].contains(note)) }
  }

  @Test func picturesAreNoLabels() throws {
    let wide = try RasterFixture.utm(40, 40)
    let many = try RasterFixture(grid: wide, bands: 1, type: .uint16) { Float($1 * 40 + $2) }
      .write(to: folder.file("many.tif"))
    #expect(
      try Facies.inspect([many]).labels?.problem
        == "over 1000 different values: a picture rather than a map of classes")
    let parts = try RasterFixture(grid: grid, bands: 1) { Float($1) / 4 + 0 * Float($2) }
      .write(to: folder.file("parts.tif"))
    #expect(
      try Facies.inspect([parts]).labels?.problem?.hasPrefix(
        "holds 0.25 at column 1, row 0; a class")
        == true)
    let empty = try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: 0) { _, _, _ in 0 }
      .write(to: folder.file("empty.tif"))
    #expect(try Facies.inspect([empty]).labels?.problem == "no pixel has a class")
    let two = try RasterFixture(grid: grid, bands: 2, type: .uint8) { Float($0 + $1 + $2) }
      .write(to: folder.file("two.tif"))
    #expect(try Facies.inspect([two]).labels == nil)
  }
}

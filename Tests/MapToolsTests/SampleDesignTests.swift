import Assessment
import Jobs
import RasterIO
import Rasters
import Settings
import TestSupport
import Testing
import Vectors

@testable import MapTools

/// How large a sample is and how it is shared out, worked out by hand.
@Suite struct SampleDesignTests {
  static let strata = [
    Stratum(unit: 1, name: "Shale", pixels: 6000), Stratum(unit: 2, name: "Granite", pixels: 3000),
    Stratum(unit: 5, name: "Dune sand", pixels: 1000),
  ]

  private func design(_ change: (inout DesignOptions) -> Void) throws -> SampleDesign {
    var options = DesignOptions()
    change(&options)
    return try SampleDesign(Self.strata, options)
  }

  /// 200 samples: by area 120, 60 and 20, of which the last is lifted to 30.
  @Test(arguments: [("proportional", [113, 57, 30]), ("equal", [67, 67, 66])])
  func samplesAreSharedOut(_ allocation: String, _ counts: [Int]) throws {
    let design = try design {
      ($0.samples, $0.least, $0.allocation) = (200, 30, allocation)
    }
    #expect(design.counts == counts)
  }

  /// Neyman: weights times deviations are 0.6 * 0.3 = 0.18, 0.3 * 0.5 = 0.15, 0.1 * 0.3 = 0.03.
  @Test func theOptimumFollowsTheDeviations() throws {
    let design = try design {
      ($0.samples, $0.least, $0.allocation) = (360, 2, "optimal")
      $0.expectedAccuracy = "0.9,2=0.5"
    }
    #expect(design.counts == [180, 150, 30])
  }

  /// (0.4 / 0.2)^2 = 4 would do; every unit gets its 50, and the error is then
  /// sqrt(0.46 * 0.16 / 49).
  @Test func everyUnitGetsItsLeast() throws {
    let design = try design { $0.standardError = 0.2 }
    #expect(design.counts == [50, 50, 50])
    let report = design.report(map: "m", file: "f")
    #expect(
      report.notes == [
        "4 samples would do for the standard error; 150 give each unit the 50 that it needs at least"
      ])
    #expect(abs(report.expectedStandardError - (0.46 * 0.16 / 49).squareRoot()) < 1e-15)
    #expect(report.samples == 150 && report.strata.map(\.weight) == [0.6, 0.3, 0.1])
  }

  @Test func aSmallUnitIsTakenWhole() throws {
    var strata = Self.strata
    strata[2].pixels = 12
    let design = try SampleDesign(strata, DesignOptions(samples: 200))
    #expect(design.counts[2] == 12 && design.counts.reduce(0, +) == 200)
    #expect(
      design.report(map: "m", file: "f").notes == ["every pixel is in the sample of Dune sand"])
  }

  /// No more than the map has.
  @Test func theMapIsTheMost() throws {
    let strata = [Stratum(unit: 1, name: "a", pixels: 30), Stratum(unit: 2, name: "b", pixels: 4)]
    #expect(try SampleDesign(strata, DesignOptions(samples: 5000)).counts == [30, 4])
  }

  static let refusals: [(DesignOptions, String)] = [
    (
      DesignOptions(samples: 100),
      "100 samples cannot give each of 3 units 50: ask for at least 150"
    ),
    (DesignOptions(samples: 0), "samples is 0, must be from 1 to 1000000"),
    (DesignOptions(allocation: "eqal"), "allocation 'eqal' is not known (did you mean 'equal'?)"),
    (
      DesignOptions(allocation: "optimal"),
      "give units their own, such as expected-accuracy 0.8,1=0.6"
    ),
    (DesignOptions(standardError: 0), "standard-error is 0, must be"),
    (DesignOptions(least: 1), "least is 1, must be from 2"),
    (DesignOptions(expectedAccuracy: "80"), "expected-accuracy is '80', must be shares between"),
    (DesignOptions(expectedAccuracy: "0.8,3=0.5"), "names '3', which is no unit of the map"),
  ]

  @Test(arguments: refusals.indices) func refuses(_ index: Int) throws {
    let (options, words) = Self.refusals[index]
    let error = try #require(throws: Failure.self) { try SampleDesign(Self.strata, options) }
    #expect(error.description.contains(words), "\(error)")
    #expect(error.exitCode == 2)
  }

  @Test(arguments: [
    ("0.7", [0.7, 0.7, 0.7]), ("0.8,2=0.6", [0.8, 0.6, 0.8]), ("2=0.6", [0.8, 0.6, 0.8]),
    ("Granite=0.5,0.9", [0.9, 0.5, 0.9]), (" 0.9 , Dune sand = 0.5", [0.9, 0.9, 0.5]),
    ("5=0.5,5=0.6", [0.8, 0.8, 0.6]),
  ])
  func expectedAccuracies(_ text: String, _ values: [Double]) throws {
    #expect(try ExpectedAccuracy.values(text, strata: Self.strata) == values)
  }

  @Test(arguments: ["1", "0", "-0.5", "nan", "inf", "high", "2=", "0.8;2=0.6", "Granite=80"])
  func noAccuracies(_ text: String) {
    #expect(throws: Failure.self) { try ExpectedAccuracy.values(text, strata: Self.strata) }
  }
}

/// Samples that are drawn, filled in and read again.
@Suite struct SampleFileTests {
  private let folder: TemporaryFolder
  private let map: String
  private let grid: Grid

  init() throws {
    folder = try TemporaryFolder()
    var drawn = try DrawnMap(
      (0..<40).map { row in
        String(repeating: row == 0 ? "0" : "1", count: 25) + String(repeating: "3", count: 15)
      }.joined(separator: "\n"), names: [1: "Shale", 3: "Granite"])
    drawn.grid = try RasterFixture.utm(40, 40, pixel: 100, epsg: 6933)
    grid = drawn.grid
    map = try drawn.write(to: folder.file("map.tif"))
  }

  /// Every point is in its unit, no pixel comes twice, and nobody who visits one is told.
  @Test func aSampleIsWhatTheDesignSays() throws {
    let path = folder.file("s.gpkg")
    let report = try Facies.design(
      map: map, to: path, options: DesignOptions(samples: 150, least: 60))
    #expect(report.strata.map(\.pixels) == [975, 600] && report.strata.map(\.samples) == [90, 60])
    let contents = try SampleFile.read(path, field: nil, onto: grid)
    #expect(contents.strata.map(\.unit) == [1, 3] && contents.strata.map(\.pixels) == [975, 600])
    #expect(contents.strata.map(\.hectares) == [975, 600] && contents.foreign == 0)
    #expect(contents.points.count == 150 && contents.points.allSatisfy { $0.reference == nil })
    var seen = Set<Int>()
    for point in contents.points {
      let place = try #require(grid.transform?.invert(x: point.x, y: point.y))
      seen.insert(Int(place.row) * 40 + Int(place.column))
      #expect(point.stratum == (place.column < 25 ? 1 : 3) && (place.column > 25 || place.row > 1))
    }
    #expect(seen.count == 150)
    #expect(
      try VectorReader(path: path).fields(of: "samples")
        == ["id", "longitude", "latitude", "reference", "note"])
  }

  @Test func sameSeedSameBytes() throws {
    let files = try [4, 4, 5].enumerated().map { index, seed in
      let path = folder.file("\(index).gpkg")
      _ = try Facies.design(
        map: map, to: path, options: DesignOptions(samples: 120, seed: UInt64(seed)))
      return try Files.bytes(path)
    }
    #expect(files[0] == files[1] && files[0] != files[2])
  }

  /// A file as somebody may have handled it: points, design and strata as rows.
  private func write(points: [Int], design: [[Int]], strata: [[Int]]) throws -> String {
    let path = folder.file("handled.gpkg")
    let writer = try VectorWriter(path: path)
    try writer.addPointLayer(
      "samples", of: grid, fields: [.init("id", .integer), .init("reference", .text)])
    for id in points {
      try writer.write(x: 500_050, y: 6_499_850, [.integer(id), .text(" Shale ")])
    }
    try writer.addTable("design", fields: [.init("id", .integer), .init("unit", .integer)])
    for row in design { try writer.write(row: row.map { .integer($0) }) }
    try writer.addTable(
      "strata",
      fields: [.init("unit", .integer), .init("name", .text), .init("pixels", .integer64)])
    for row in strata { try writer.write(row: [.integer(row[0]), .text("a"), .integer(row[1])]) }
    try writer.close()
    try writer.finish()
    return path
  }

  @Test func pointsThatTheDesignDoesNotKnowAreLeftOut() throws {
    let path = try write(points: [1, 2, 9], design: [[1, 1], [2, 1]], strata: [[1, 100]])
    let contents = try SampleFile.read(path, field: nil, onto: grid)
    #expect(contents.points.map(\.reference) == ["Shale", "Shale"])
    #expect(contents.points.map(\.stratum) == [1, 1] && contents.foreign == 1)
  }

  @Test(arguments: [
    ([[1, 7]], [[1, 100]], "design"), ([[1, 1]], [[1, 0]], "strata"),
    ([[1, 1]], [[0, 100], [1, 5]], "strata"), ([[1, 1]], [[1, 5], [1, 6]], "strata"),
    ([[1, 1]], [[1, 1 << 45]], "strata"),
  ])
  func aDamagedDesignIsSaid(_ design: [[Int]], _ strata: [[Int]], _ table: String) throws {
    let path = try write(points: [1], design: design, strata: strata)
    let error = try #require(throws: Failure.self) {
      try SampleFile.read(path, field: nil, onto: grid)
    }
    #expect(error.description.hasPrefix("the table '\(table)' of '"))
    #expect(error.description.hasSuffix("is damaged: draw the sample anew"))
  }
}

import Assessment
import Foundation
import Jobs
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import MapTools

/// Accuracies and areas of a small map, worked out by hand.
@Suite struct AssessmentTests {
  private let folder: TemporaryFolder
  private let map: String

  /// Twelve hectares of shale, four of granite.
  init() throws {
    folder = try TemporaryFolder()
    map = try DrawnMap("1113\n1113\n1113\n1113", names: [1: "Shale", 3: "Granite"])
      .write(to: folder.file("map.tif"))
  }

  /// Points at pixels, with what somebody found there.
  private func points(_ found: [(column: Int, row: Int, text: String?)]) throws -> String {
    let features = found.map { point in
      let (x, y) = (500_050 + 100 * point.column, 6_499_950 - 100 * point.row)
      return """
        {"type":"Feature","properties":{"rock":\(point.text.map { "\"\($0)\"" } ?? "null")},
         "geometry":{"type":"Point","coordinates":[\(x),\(y)]}}
        """
    }
    return try folder.write(
      """
      {"type":"FeatureCollection",
       "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::6933"}},
       "features":[\(features.joined(separator: ","))]}
      """, to: "points.geojson")
  }

  /// One of four points on shale is granite, both on granite are: 3/4 of 0.75 and all of 0.25 are
  /// right; Olofsson et al. 2014, equations 4 to 10.
  @Test func figuresByHand() throws {
    let samples = try points([
      (0, 0, "shale"), (1, 1, "Shale "), (2, 2, "1"), (0, 3, "granite"), (3, 0, "Granite"),
      (3, 1, "3.0"), (3, 2, nil), (9, 9, "shale"),
    ])
    let report = try Facies.assess(map: map, samples: samples, field: "rock")
    #expect(report.visited == 6 && report.unvisited == 1 && report.outside == 1)
    #expect(report.counts == [[3, 1], [0, 2]])
    #expect(report.proportions == [[0.5625, 0.1875], [0, 0.25]])
    #expect(report.overallAccuracy.value == 0.8125)
    #expect(abs((report.overallAccuracy.standardError ?? 0) - 0.1875) < 1e-15)
    let (shale, granite) = (report.classes[0], report.classes[1])
    #expect(shale.usersAccuracy?.value == 0.75 && shale.producersAccuracy?.value == 1)
    #expect(granite.usersAccuracy?.value == 1)
    #expect(abs((granite.producersAccuracy?.value ?? 0) - 0.25 / 0.4375) < 1e-15)
    #expect(shale.mapHectares == 12 && granite.mapHectares == 4)
    #expect(shale.areaHectares?.value == 9 && granite.areaHectares?.value == 7)
    #expect(report.hectares == 16)
    #expect(report.notes.contains("1 visited points lie where the map has no unit"))
  }

  /// A stratum with one sample has no interval; one without is no part of anything.
  @Test func strataWithFewSamplesAreSaid() throws {
    let one = try Facies.assess(
      map: map, samples: points([(0, 0, "shale"), (1, 0, "shale"), (3, 0, "granite")]),
      field: "rock")
    #expect(one.overallAccuracy.value == 1 && one.overallAccuracy.standardError == nil)
    #expect(
      one.notes.contains(
        "one visited sample in Granite (25.00 %): no interval can be given where it counts"))
    let none = try Facies.assess(
      map: map, samples: points([(0, 0, "shale"), (1, 0, "granite")]), field: "rock")
    #expect(none.overallAccuracy.value == 0.5 && none.hectares == 12)
    #expect(
      none.notes.contains(
        "no visited sample in Granite (25.00 %): the figures hold for the rest of the map"))
  }

  /// A class that the map lacks is one, and is no unit's.
  @Test func aClassThatTheMapLacksCounts() throws {
    let report = try Facies.assess(
      map: map,
      samples: points([(0, 0, "shale"), (1, 0, "Granit"), (3, 0, "granite"), (3, 1, "granite")]),
      field: "rock", table: folder.file("a.csv"))
    #expect(report.classes.map(\.name) == ["Shale", "Granite", "Granit"])
    #expect(report.classes[2].units.isEmpty && report.classes[2].usersAccuracy == nil)
    #expect(report.classes[2].producersAccuracy?.value == 0)
    #expect(report.classes[2].areaHectares?.value == 6)
    #expect(
      report.notes.contains(
        "'Granit' is no class of the map (did you mean 'Granite'?): it counts as a class that the "
          + "map lacks"))
    let rows = try Files.text(folder.file("a.csv")).split(separator: "\n")
    #expect(rows.count == 4)
    #expect(rows[1].hasPrefix("Shale,1,2,1,0.75,12,0.375,"))
    #expect(rows[3].hasPrefix("Granit,,0,1,0,,0.375,"))
  }

  /// Units of one name are one class.
  @Test func namesMakeClasses() throws {
    try folder.write("units: {1: Rock, 3: rock}\n", to: "map.yaml")
    let report = try Facies.assess(
      map: map, samples: points([(0, 0, "ROCK"), (3, 0, "3")]), field: "rock")
    #expect(report.classes.map(\.units) == [[1, 3]] && report.overallAccuracy.value == 1)
  }

  @Test func nothingToAssessIsSaid() throws {
    let waiting = try points([(0, 0, nil), (1, 0, " ")])
    let error = try #require(throws: Failure.self) {
      try Facies.assess(map: map, samples: waiting, field: "rock")
    }
    #expect(error.description.hasPrefix("'\(waiting)' has no visited point (2 wait)"))
    let far = try points([(90, 0, "shale")])
    #expect(throws: Failure("none of the 1 visited points of '\(far)' is on the map")) {
      try Facies.assess(map: map, samples: far, field: "rock")
    }
  }
}

/// Classes as maps and people name them.
@Suite struct ReferenceClassesTests {
  private static let classes = ReferenceClasses([
    Stratum(unit: 4, name: "Tuff", pixels: 1), Stratum(unit: 2, name: "12", pixels: 1),
    Stratum(unit: 12, name: "tuff ", pixels: 1),
  ])

  @Test(arguments: [
    ("tuff", 1), (" TUFF", 1), ("4", 1), ("2.0", 0), ("12", 0), ("2.5", nil), ("5", nil),
    ("", nil), ("nan", nil), ("1e300", nil),
  ])
  func aNameCountsBeforeANumber(_ text: String, _ index: Int?) {
    #expect(Self.classes.index(of: text) == index)
  }

  @Test func othersFollowByName() {
    var classes = Self.classes
    classes.add(["slate", "Ash", "tuff", "ash", "slate"])
    #expect(classes.classes.map(\.name) == ["12", "Tuff", "ash", "slate"])
    #expect(classes.notes.count == 2)
  }
}

/// What samples that are all alike say.
@Suite struct RuleOfThreeTests {
  private func line(
    _ name: String, users: Double?, margin: Double? = 0, samples: Int
  ) -> AssessmentReport.Class {
    AssessmentReport.Class(
      name: name, units: [1], mapSamples: samples, referenceSamples: samples, mapShare: 1,
      areaShare: .init(value: 1),
      usersAccuracy: users.map { .init(value: $0, standardError: 0, margin95: margin) })
  }

  /// 3 / 20 = 0.15 and 3 / 60 = 0.05; of two samples nothing is known.
  @Test(arguments: [
    (1.0, 20, "as low as 0.850 for A (20 samples)"),
    (0.0, 60, "as high as 0.050 for A (60 samples)"),
    (1.0, 2, "as low as 0.000 for A (2 samples)"),
  ])
  func theBoundIsThreeOfTheSamples(_ users: Double, _ samples: Int, _ words: String) throws {
    let note = try #require(RuleOfThree.note([line("A", users: users, samples: samples)]))
    #expect(note.hasSuffix("user's accuracies may be " + words))
  }

  @Test func othersHaveAnInterval() {
    #expect(RuleOfThree.note([line("A", users: 0.9, margin: 0.1, samples: 20)]) == nil)
    #expect(RuleOfThree.note([line("A", users: 1, margin: nil, samples: 1)]) == nil)
    #expect(RuleOfThree.note([line("A", users: nil, samples: 1)]) == nil)
    #expect(RuleOfThree.note([]) == nil)
  }

  @Test func manyClassesAreCounted() throws {
    let lines = (1...10).map { line("C\($0)", users: 1, samples: 10) }
    let note = try #require(RuleOfThree.note(lines))
    #expect(note.contains("for C8 (10 samples) and 2 more") && !note.contains("C9"))
  }
}

import Foundation
import Rasters
import TestSupport
import Testing

@testable import Surveys

/// A column and its values are declared together.
@Suite struct DeclaredColumnTests {
  private struct Star {
    var name: String
    var sky: SkyPosition?
    var count: Int?
  }

  private static var columns: [DeclaredColumn<Star>] {
    [
      .init(.init("name", .string(width: 4), "its name")) { .text($0.name) },
      .rightAscension(\.sky), .declination(\.sky),
      .init(.init("n", .int32, null: -1, "how many")) { CatalogueValue($0.count) },
    ]
  }

  @Test func rowsFollowTheirColumns() throws {
    let stars = [
      Star(name: "a", sky: SkyPosition(ra: 10.5, dec: -3), count: 4), Star(name: "b"),
    ]
    let folder = try TemporaryFolder()
    let path = folder.file("stars.csv")
    try CatalogueTable(Self.columns, rowCount: stars.count) { stars[$0] }.write(to: [path])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == "name,ra,dec,n\na,10.500000000,-3.000000000,4\nb,,,\n")
  }

  /// Columns of a part of a row serve the whole row.
  @Test func columnsOfAPartServeTheWhole() {
    struct Pair {
      var first: Star
      var second: Star
    }
    let second = Self.columns.map { $0.mapped(\Pair.second) }
    let pair = Pair(first: Star(name: "a"), second: Star(name: "b", count: 2))
    #expect(second.map(\.column) == Self.columns.map(\.column))
    #expect(second[0].value(pair) == .text("b") && second[3].value(pair) == .integer(2))
  }
}

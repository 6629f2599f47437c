import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// `facies compare`; how units are matched is in MapToolsTests.
@Suite struct CompareTests {
  private let folder: TemporaryFolder
  private let grid: Grid

  init() throws {
    folder = try TemporaryFolder()
    grid = try RasterFixture.utm(40, 30)
  }

  private func map(
    _ name: String, on grid: Grid? = nil, _ unit: @escaping (Int, Int) -> Int
  ) throws -> String {
    try RasterFixture(grid: grid ?? self.grid, bands: 1, type: .uint8, noData: 0) {
      Float(unit($1, $2))
    }.write(to: folder.file(name))
  }

  private static func stripes(_ column: Int, _ row: Int) -> Int {
    row < 2 ? 0 : 1 + (column / 8 + row / 9) % 5
  }

  private func compare(_ arguments: String...) throws -> [String: Any] {
    let outcome = try BuiltCommand.run(
      ["compare"] + arguments + ["--out", folder.file("change"), "--overwrite", "--json"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return try Results.object(outcome.output)
  }

  @Test func numbersCountWhereAsked() throws {
    let report = try compare(
      map("a.tif", Self.stripes), map("b.tif") { 6 - Self.stripes($0, $1) }, "--by-number")
    #expect(try #require(report["changedPixels"] as? Int) > 0)
  }

  @Test func changesAreCountedMappedAndMeasured() throws {
    let a = try map("a.tif", Self.stripes)
    let b = try map("b.tif") { column, row in
      let unit = Self.stripes(column, row)
      return unit == 2 && column % 4 == 0 ? 3 : row == 29 ? 0 : unit
    }
    let report = try compare(a, b)
    let changes = try #require(report["transitions"] as? [[String: Any]])
    #expect(changes.count == 1)
    let pixels = try #require(changes[0]["pixels"] as? Int)
    #expect(pixels > 0 && report["changedPixels"] as? Int == pixels)
    let hectares = try #require(changes[0]["hectares"] as? Double)
    // The scale of UTM on its central meridian is 0.9996.
    #expect(abs(hectares / (Double(pixels) * 0.09 / (0.9996 * 0.9996)) - 1) < 1e-6)
    #expect(
      report["onlyFirst"] as? Int == 40
        - (0..<40).count { $0 % 4 == 0 && Self.stripes($0, 29) == 2 })
    let change = try LabelMap(path: folder.file("change/change.tif")).census()
    #expect(change.pixels[2] == pixels)
    let rows = try Files.text(folder.file("change/changes.csv")).split(separator: "\n")
    #expect(rows.count == 2 && rows[1].hasPrefix("2,2,Unit 2,3,Unit 3,Unit 3,\(pixels),"))
  }

  @Test func mapsWithNothingInCommonAreRefused() throws {
    let far = try RasterFixture.utm(40, 30, left: 900_000)
    let outcome = try BuiltCommand.run(
      "compare", map("a.tif", Self.stripes), map("b.tif", on: far, Self.stripes), "--out",
      folder.file("none"))
    #expect(outcome.exitCode == 1 && outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("no mapped pixel in common"))
    #expect(!Files.exists(folder.file("none")))
  }
}

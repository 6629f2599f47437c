import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// What `facies run` leaves is a contract with other programs.
@Suite struct RunContractTests {
  @Test func leavesExactlyTheNamedFiles() throws {
    let run = try FinishedRun.shared.get()
    #expect(run.outcome.exitCode == 0)
    #expect(Files.names(in: run.results.folder) == Results.names)
    let listed = try run.results.report()["outputs"] as? [String]
    #expect(listed.map(Set.init) == Set(Results.names))
  }

  @Test(arguments: [("units.tif", 0.0), ("confidence.tif", 255.0)])
  func rastersAreCloudOptimized(_ name: String, _ noData: Double) throws {
    let run = try FinishedRun.shared.get()
    let raster = try RasterDataset(path: run.results.file(name))
    #expect(raster.metadataItem("LAYOUT", domain: "IMAGE_STRUCTURE") == "COG")
    #expect(raster.bands.count == 1)
    #expect(raster.bands[0].type == .uint8)
    #expect(raster.bands[0].noData == noData)
  }

  @Test func mapLiesWhereTheSceneLies() throws {
    let run = try FinishedRun.shared.get()
    let scene = try RasterDataset(path: run.scene.raster).grid
    for name in ["units.tif", "confidence.tif"] {
      let grid = try RasterDataset(path: run.results.file(name)).grid
      #expect(grid.transform == scene.transform)
      #expect(grid.corners.map { [$0.x, $0.y] } == scene.corners.map { [$0.x, $0.y] })
      #expect(SpatialReference.isSame(grid.wkt, scene.wkt))
    }
  }

  @Test func mapIsColouredAndNamed() throws {
    let run = try FinishedRun.shared.get()
    let map = try run.results.map().dataset
    let table = try run.results.table()
    #expect(map.bands[0].hasColourTable)
    for row in table {
      let value = try #require(row["unit"].flatMap { Int($0) })
      #expect(map.palette[value]?.hex == row["colour"])
      #expect(map.bands[0].categories[value] == row["name"])
    }
    #expect(Set(table.compactMap { $0["colour"] }).count == table.count)
  }

  @Test func tableCountsThePixelsOfTheMap() throws {
    let run = try FinishedRun.shared.get()
    let census = try run.results.map().census()
    let table = try run.results.table()
    #expect(table.count == 8)
    for row in table {
      let unit = try #require(row["unit"].flatMap { Int($0) })
      #expect(row["pixels"] == "\(census.pixels[unit] ?? 0)")
      let hectares = try #require(row["hectares"].flatMap { Double($0) })
      #expect(abs(hectares - (census.hectares[unit] ?? 0)) <= 1e-6 * hectares)
    }
    let shares = table.compactMap { $0["percent"].flatMap { Double($0) } }
    #expect(abs(shares.reduce(0, +) - 100) < 0.001)
  }

  @Test func tableHoldsTheMeansOfTheScene() throws {
    let run = try FinishedRun.shared.get()
    let labels = try run.results.labels()
    let scene = try RasterDataset(path: run.scene.raster)
    let table = try run.results.table()
    for (index, band) in scene.bands.enumerated() {
      let moments = PlainMoments(values: try scene.plane(index + 1), labels: labels)
      for row in table {
        let unit = try #require(row["unit"].flatMap { UInt16($0) })
        let mean = try #require(row["\(band.name)_mean"].flatMap { Double($0) })
        let deviation = try #require(row["\(band.name)_std"].flatMap { Double($0) })
        #expect(abs(mean - moments.mean(unit)) <= 1e-5 * abs(mean))
        #expect(abs(deviation - moments.deviation(unit)) <= 1e-4 * deviation)
      }
    }
  }

  @Test func overviewsHoldOnlyLabelsOfTheMap() throws {
    let run = try FinishedRun.shared.get()
    let map = try run.results.map()
    let all = Set(try run.results.labels())
    for factor in [2, 4, 8] {
      let small = try map.labels(
        in: map.grid.extent, width: map.grid.width / factor, height: map.grid.height / factor)
      #expect(Set(small).isSubset(of: all))
    }
  }

  @Test func confidenceIsAPercentage() throws {
    let run = try FinishedRun.shared.get()
    let values = try RasterDataset(path: run.results.file("confidence.tif")).plane()
    #expect(values.allSatisfy { (0...100).contains($0) })
    #expect(Set(values).count > 2)
  }

  @Test func pixelsWithoutDataStayWithout() throws {
    let folder = try TemporaryFolder()
    let grid = try RasterFixture.utm(60, 50)
    let hole = { (column: Int, row: Int) in (10..<20).contains(column) && row < 30 }
    let path = try RasterFixture(grid: grid, bands: 3, noData: -1) { band, column, row in
      hole(column, row) ? -1 : ScrambledField.patches(band: band, column: column, row: row)
    }.write(to: folder.file("holes.tif"))
    let out = folder.file("out")
    let run = try BuiltCommand.run("run", path, "--units", "3", "--out", out)
    #expect(run.exitCode == 0)
    let labels = try Results(folder: out).labels()
    let confidence = try RasterDataset(path: out + "/confidence.tif").plane()
    for index in labels.indices {
      let empty = hole(index % grid.width, index / grid.width)
      #expect((labels[index] == 0) == empty)
      #expect((confidence[index] == 255) == empty)
    }
  }
}

/// Mean and standard deviation per label, computed the plain way.
private struct PlainMoments {
  private var groups: [UInt16: [Double]] = [:]

  init(values: [Float], labels: [UInt16]) {
    for (value, label) in zip(values, labels) { groups[label, default: []].append(Double(value)) }
  }

  func mean(_ unit: UInt16) -> Double {
    let group = groups[unit] ?? []
    return group.reduce(0, +) / Double(group.count)
  }

  func deviation(_ unit: UInt16) -> Double {
    let (group, mean) = (groups[unit] ?? [], mean(unit))
    return (group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(group.count)).squareRoot()
  }
}

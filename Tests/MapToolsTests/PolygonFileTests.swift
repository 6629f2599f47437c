import Jobs
import RasterIO
import Rasters
import TestSupport
import Testing
import Vectors

@testable import MapTools

/// Maps as polygons.
@Suite struct PolygonFileTests {
  private let folder: TemporaryFolder
  private let map: String

  init() throws {
    folder = try TemporaryFolder()
    map = try DrawnMap(
      """
      1120
      1221
      3311
      """, names: [2: "Löss"]
    ).write(to: folder.file("map.tif"))
  }

  /// Connected areas by hand: 1 has two, 2 one, 3 one; one row a unit.
  @Test func patchesAndUnitsAreCounted() throws {
    let out = folder.file("map.gpkg")
    #expect(try Facies.polygonize(map: map, to: out) == 4)
    let reader = try VectorReader(path: out)
    let patches = try reader.rows(of: "patches", fields: ["unit", "name", "hectares"])
    #expect(
      patches.map { $0.map { $0 ?? "" }.joined(separator: " ") }.sorted()
        == ["1 Unit 1 3", "1 Unit 1 3", "2 Löss 3", "3 Unit 3 2"])
    let units = try reader.rows(of: "units", fields: ["unit", "name", "hectares"])
    #expect(
      units.map { $0.map { $0 ?? "" }.joined(separator: " ") }.sorted()
        == ["1 Unit 1 6", "2 Löss 3", "3 Unit 3 2"])
  }

  /// A table of the same name, alone, is somebody's.
  @Test(arguments: ["dbf", "shx", "prj", "cpg"])
  func filesBesideAShapefileAreNotReplacedUnasked(_ ending: String) throws {
    let (out, other) = (folder.file("a.shp"), folder.file("a." + ending))
    try folder.write("mine", to: "a." + ending)
    let error = try #require(throws: Failure.self) { try Facies.polygonize(map: map, to: out) }
    #expect(error.description == "'\(other)' already exists; add overwrite to replace it")
    #expect(try Files.text(other) == "mine")
    #expect(try Facies.polygonize(map: map, to: out, overwrite: true) == 4)
    #expect(Files.exists(out))
  }

  @Test func otherFormatsHoldThePatches() throws {
    let out = folder.file("map.geojson")
    #expect(try Facies.polygonize(map: map, to: out) == 4)
    #expect(try VectorReader(path: out).rows(of: "units", fields: ["unit"]).count == 4)
  }

  /// A map of noise is not written where that is not wished; nothing is left.
  @Test(arguments: [3, 4]) func tooManyPatchesAreNotWritten(_ most: Int) throws {
    let map = try LabelMap(path: map)
    let out = folder.file("few.gpkg")
    let legend = try Facies.legend(of: map, style: .standard, keepsColours: true)
    let outcome = try PolygonFile(
      map: map, legend: legend, path: out, control: RunControl(), mostPatches: most
    ).write()
    #expect(outcome == (most < 4 ? .tooMany(patches: 4) : .written(patches: 4, isDissolved: true)))
    #expect(Files.exists(out) == (most >= 4))
    #expect(!Files.names(in: folder.path).contains { $0.hasPrefix(".") })
  }

  @Test func formatsAreKnownByTheirEndings() throws {
    let error = try #require(throws: Failure.self) {
      try Facies.polygonize(map: map, to: folder.file("map.dxf"))
    }
    #expect(error.exitCode == 2)
    #expect(!Files.exists(folder.file("map.dxf")))
  }
}

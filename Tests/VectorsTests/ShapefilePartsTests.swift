import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing
import Vectors

/// Shapefiles that lack a part, or are cut short, and files that are called
/// like one. What GDAL 3.6 makes of them: half of the shapes without a word, or
/// advice about its own settings.
@Suite struct ShapefilePartsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Six boxes with a class (Fixtures/make_vectors.py), cut to so many bytes.
  private func shapefile(without: [String] = [], cut: [String: Int] = [:]) throws -> String {
    let from = try #require(Bundle.module.url(forResource: "Fixtures/vectors", withExtension: nil))
    for ending in ["shp", "shx", "dbf", "prj"] where !without.contains(ending) {
      let data = try Data(contentsOf: from.appendingPathComponent("real.\(ending)"))
      let size = cut[ending].map { $0 < 0 ? data.count + $0 : $0 } ?? data.count
      try data.prefix(size).write(to: URL(fileURLWithPath: folder.file("real.\(ending)")))
    }
    return folder.file("real.shp")
  }

  private func refusal(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return "nothing"
  }

  @Test(
    arguments: [
      (["shx"], [:], "lacks its index 'real.shx': copy all files of the shapefile"),
      (["shx", "dbf", "prj"], [:], "lacks its index 'real.shx': copy all files"),
      ([], ["shp": 500], "real.shp' is cut short or damaged: 4 of its 6 shapes lie beyond its end"),
      ([], ["shp": -1], "1 of its 6 shapes lie beyond its end"),
      ([], ["shp": 50], "6 of its 6 shapes lie beyond its end"),
      ([], ["shx": 120], "real.shx' is cut short or damaged: it is to hold the places of 6 shapes"),
      ([], ["shx": 60], "real.shx' is cut short or damaged: its header is damaged"),
      ([], ["dbf": 110], "real.dbf' is cut short or damaged: 4 of its 6 rows lie beyond its end"),
      ([], ["dbf": 20], "real.dbf' is cut short or damaged: its header is damaged"),
    ] as [([String], [String: Int], String)])
  func isRefused(_ without: [String], _ cut: [String: Int], _ says: String) throws {
    let path = try shapefile(without: without, cut: cut)
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let text = refusal { _ = try VectorReader(path: path) }
    #expect(text.contains(says), "\(text)")
    #expect(!text.contains("\n") && text.contains("copy"))
    let after = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(after == before)
  }

  @Test func partsOfAnotherNameAreFound() throws {
    let path = try shapefile()
    let renamed = folder.file("mine.shp")
    try FileManager.default.moveItem(atPath: path, toPath: renamed)
    let text = refusal { _ = try VectorReader(path: renamed) }
    #expect(text.contains("lacks its index 'mine.shx' ('real.shx' is there"), "\(text)")
  }

  @Test func capitalsAreEndingsToo() throws {
    let path = try shapefile()
    for ending in ["shx", "dbf"] {
      try FileManager.default.moveItem(
        atPath: folder.file("real.\(ending)"), toPath: folder.file("real.\(ending.uppercased())"))
    }
    #expect(try VectorReader(path: path).fields() == ["c"])
  }

  /// Without a table there are areas, but no classes.
  @Test func withoutTable() throws {
    let path = try shapefile(without: ["dbf"])
    let grid = try RasterFixture.utm(40, 40)
    let mask = try PolygonMask(path: path, onto: grid)
    #expect(try mask.rasterise(grid.extent, of: grid).count { $0 != 0 } == 96)
    let text = refusal { _ = try PolygonMask(path: path, field: "c", onto: grid) }
    #expect(
      text.hasSuffix("no field 'c'; it has none (its table 'real.dbf' is missing)"), "\(text)")
  }

  @Test func withoutReferenceSystem() throws {
    let grid = try RasterFixture.utm(40, 40)
    let mask = try PolygonMask(path: shapefile(without: ["prj"]), field: "c", onto: grid)
    #expect(mask.classes.count == 4)
    #expect(
      mask.notes.last?.contains(
        "says no reference system (a .prj file would): its coordinates are taken for WGS 84 / UTM")
        == true, "\(mask.notes)")
  }

  @Test(
    arguments: [
      (Data("hello".utf8), "does not begin as a shapefile"),
      (Data([0x50, 0x4B, 3, 4, 0, 0]), "it looks like an archive (zip): unpack it"),
      (Data("version https://git-lfs.github.com/spec/v1\n".utf8), "a pointer of Git LFS"),
      (Data("<!DOCTYPE html><html></html>".utf8), "it looks like a web page"),
    ])
  func whatIsNoShapefile(_ content: Data, _ says: String) throws {
    try content.write(to: URL(fileURLWithPath: folder.file("x.shp")))
    let text = refusal { _ = try VectorReader(path: folder.file("x.shp")) }
    #expect(text.contains(says), "\(text)")
  }

  /// What is in a file counts, not its ending.
  @Test func anotherFormatUnderTheNameIsRead() throws {
    let path = try folder.write(
      VectorText.boxes([("a", [500_000, 6_499_000, 500_100, 6_499_100])], epsg: 32754),
      to: "json.shp")
    #expect(try VectorReader(path: path).fields() == ["class"])
  }

  /// Two points, as KML and GeoJSON.
  private static let texts = [
    "p.kml": """
    <?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
    <Folder><name>p</name><Placemark><name>a</name><Point><coordinates>1,2</coordinates></Point>
    </Placemark><Placemark><name>b</name><Point><coordinates>3,4</coordinates></Point></Placemark>
    </Folder></Document></kml>
    """,
    "p.geojson": """
    {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"c":"a"},"geometry":
    {"type":"Point","coordinates":[1,2]}},{"type":"Feature","properties":{"c":"b"},"geometry":
    {"type":"Point","coordinates":[3,4]}}]}
    """,
  ]

  /// Files of other formats that end too early are never read in part.
  @Test(arguments: ["real.fgb", "tin.fgb", "layers.gpkg", "disc.gml", "p.kml", "p.geojson"])
  func otherFormatsCutShort(_ name: String) throws {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/vectors", withExtension: nil))
    let from =
      try Self.texts[name].map { URL(fileURLWithPath: try folder.write($0, to: name)) }
      ?? url.appendingPathComponent(name)
    let data = try Data(contentsOf: from)
    let whole = try VectorDescription(path: from.path)
    for part in [0.97, 0.9, 0.7, 0.5, 0.2] {
      let path = folder.file("\(Int(part * 100))-\(name)")
      try data.prefix(Int(Double(data.count) * part)).write(to: URL(fileURLWithPath: path))
      let found = try? VectorDescription(path: path)
      #expect(found == nil || found == whole, "\(name) cut to \(part)")
    }
  }
}

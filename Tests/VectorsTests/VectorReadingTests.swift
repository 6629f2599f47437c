import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing
import Vectors

/// Vector files of every format and kind of geometry, drawn on a grid
/// (Fixtures/make_vectors.py makes those that are not written here).
@Suite struct VectorReadingTests {
  private let folder: TemporaryFolder
  private let grid: Grid

  init() throws {
    folder = try TemporaryFolder()
    grid = try RasterFixture.utm(40, 40)
  }

  /// A copy: GDAL may lay files beside it.
  private func fixture(_ name: String) throws -> String {
    let from = try #require(Bundle.module.url(forResource: "Fixtures/vectors", withExtension: nil))
    let stem = name.prefix { $0 != "." } + "."
    for file in try FileManager.default.contentsOfDirectory(atPath: from.path)
    where file.hasPrefix(stem) {
      try FileManager.default.copyItem(
        atPath: from.appendingPathComponent(file).path, toPath: folder.file(file))
    }
    return folder.file(name)
  }

  /// Well-known text of places in pixels, as a delimited text.
  private func text(_ geometries: [(class: String, wkt: String)]) throws -> String {
    let rows = geometries.map { "\($0.class),\"\(Self.placed($0.wkt))\"" }
    return try folder.write((["c,WKT"] + rows).joined(separator: "\n") + "\n", to: "wkt.csv")
  }

  /// "10 20" in pixels becomes map coordinates.
  private static func placed(_ wkt: String) -> String {
    wkt.replacing(#/(-?[0-9.]+) (-?[0-9.]+)/#) { match in
      let (column, row) = (Double(match.1) ?? 0, Double(match.2) ?? 0)
      return "\(500_000 + 30 * column) \(6_500_000 - 30 * row)"
    }
  }

  private func drawn(_ path: String) throws -> [Bool] {
    try PolygonMask(path: path, onto: grid).rasterise(grid.extent, of: grid).map { $0 != 0 }
  }

  private func pixels(_ holds: (Double, Double) -> Bool) -> [Bool] {
    (0..<1600).map { holds(Double($0 % 40) + 0.5, Double($0 / 40) + 0.5) }
  }

  /// Pixel centres within 10 pixels of the corner (20, 20).
  private var disc: [Bool] {
    pixels { ($0 - 20) * ($0 - 20) + ($1 - 20) * ($1 - 20) < 100 }
  }

  private var square: [Bool] { pixels { (10..<30).contains($0) && (10..<30).contains($1) } }

  private static let arc = "(10 20,20 10,30 20,20 30,10 20)"
  private static let ring = "(10 10,30 10,30 30,10 30,10 10)"
  private static let halves =
    "((10 10,30 10,30 30,10 10)),((10 10,30 30,10 30,10 10))"

  @Test func curvesAreFollowed() throws {
    let arc = Self.arc
    let half = "COMPOUNDCURVE(CIRCULARSTRING(10 20,20 10,30 20),CIRCULARSTRING(30 20,20 30,10 20))"
    for wkt in [
      "CURVEPOLYGON(CIRCULARSTRING\(arc))", "CURVEPOLYGON(\(half))",
      "MULTISURFACE(CURVEPOLYGON(CIRCULARSTRING\(arc)))",
      "GEOMETRYCOLLECTION(CURVEPOLYGON(CIRCULARSTRING\(arc)))",
      "CURVEPOLYGON Z(CIRCULARSTRING Z(10 20 5,20 10 5,30 20 5,20 30 5,10 20 5))",
    ] {
      let found = try drawn(text([("a", wkt)]))
      #expect(found == disc, "\(wkt): \(found.count { $0 }) pixels, not \(disc.count { $0 })")
    }
    let hole = "CURVEPOLYGON(\(Self.ring),CIRCULARSTRING\(arc))"
    #expect(try drawn(text([("a", hole)])) == zip(square, disc).map { $0 && !$1 })
  }

  @Test func surfacesAreAreas() throws {
    for wkt in [
      "POLYGON(\(Self.ring))", "CURVEPOLYGON(\(Self.ring))", "TIN(\(Self.halves))",
      "POLYHEDRALSURFACE((\(Self.ring)))", "GEOMETRYCOLLECTION(TIN(\(Self.halves)))",
      "MULTISURFACE((\(Self.ring)))", "MULTIPOLYGON((\(Self.ring)),((12 12,20 12,20 20,12 12)))",
      "POLYGON ZM((10 10 1 2,30 10 1 2,30 30 1 2,10 30 1 2,10 10 1 2))",
    ] {
      #expect(try drawn(text([("a", wkt)])) == square, "\(wkt)")
    }
  }

  @Test(arguments: ["disc.fgb", "disc.gml"]) func curvesOfFiles(_ name: String) throws {
    #expect(try drawn(fixture(name)) == disc)
  }

  @Test func surfacesOfFiles() throws { #expect(try drawn(fixture("tin.fgb")) == square) }

  @Test func whatIsNoAreaIsPassedOver() throws {
    let line = "LINESTRING(0 0,9 9)"
    let mask = try PolygonMask(
      path: text([
        ("a", "POLYGON(\(Self.ring))"), ("b", line), ("c", "POINT(1 1)"), ("d", ""),
        ("e", "POLYGON EMPTY"), ("f", line),
      ]), onto: grid)
    #expect(try mask.rasterise(grid.extent, of: grid).map { $0 != 0 } == square)
    #expect(mask.notes.count == 2)
    #expect(
      mask.notes[0].hasSuffix(
        "passed over of 6 features: 2 lines, 2 without geometry, 1 point"), "\(mask.notes)")
    #expect(mask.notes[1].contains("says no reference system: its coordinates are taken for"))
    let lines = try text([("a", line), ("b", "MULTICURVE(CIRCULARSTRING\(Self.arc))")])
    #expect {
      _ = try PolygonMask(path: lines, onto: grid)
    } throws: { "\($0)".contains("holds no areas; passed over: 2 lines") }
    // As labels they count.
    let labels = try PolygonMask(path: lines, field: "c", onto: grid)
    #expect(labels.classes == ["a", "b"] && labels.notes.count == 1)
  }

  // MARK: classes

  @Test(arguments: [
    ("integer.fgb", ["-3", "0", "1", "2"], 1),
    (
      "integer64.fgb",
      [
        "-9223372036854775807", "1", "9007199254740992", "9007199254740993", "9223372036854775807",
      ], 1
    ),
    ("real.fgb", ["0.3", "0.30000000000000004", "1", "2.5", "1e+20"], 1),
    ("single.fgb", ["0.1", "0.5", "1.5", "2"], 1),
    ("text.fgb", ["a", "b"], 3),
    ("boolean.fgb", ["0", "1"], 1),
    ("date.gpkg", ["1999/12/31", "2020/01/02", "2020/01/03"], 2),
    ("real.shp", ["0.25", "1", "2", "2.5"], 1),
  ])
  func classesOfFields(_ name: String, _ classes: [String], _ without: Int) throws {
    let mask = try PolygonMask(path: fixture(name), field: "c", onto: grid)
    #expect(mask.classes == classes)
    #expect(mask.classIndices.count == 6 - without)
    #expect(mask.notes.count == 1)
    #expect(mask.notes[0].contains("of 6 features: \(without) without a class"), "\(mask.notes)")
  }

  @Test func roundedCodesAreRefused() throws {
    let path = try fixture("long.shp")
    #expect {
      _ = try PolygonMask(path: path, field: "c", onto: grid)
    } throws: { "\($0)".contains("cannot tell such large codes apart") }
  }

  @Test(
    arguments: [
      (#"[1, null, "", " b ", 2.5, true]"#, ["1", "2.5", "b"], 2),
      ("[1, 9007199254740993, 9007199254740992, 3, -5, null]", nil, 1),
      (
        "[0.1, 0.30000000000000004, 0.3, 1, 1.0, 1e3]",
        ["0.1", "0.3", "0.30000000000000004", "1", "1000"], 0
      ),
    ] as [(String, [String]?, Int)])
  func classesOfJSON(_ values: String, _ classes: [String]?, _ without: Int) throws {
    let list = try #require(
      JSONSerialization.jsonObject(with: Data(values.utf8)) as? [Any])
    let texts = values.dropFirst().dropLast().split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(list.count == 6)
    let features = texts.enumerated().map { index, text in
      let x = 500_000.0 + 180 * Double(index)
      return """
        {"type":"Feature","properties":{"c":\(text)},"geometry":{"type":"Polygon","coordinates":\
        [[[\(x),6499900],[\(x + 120),6499900],[\(x + 120),6499990],[\(x),6499900]]]}}
        """
    }
    let path = try folder.write(
      #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32754"}},"#
        + #""features":[\#(features.joined(separator: ","))]}"#, to: "f.geojson")
    let mask = try PolygonMask(path: path, field: "c", onto: grid)
    #expect(mask.classIndices.count == 6 - without, "\(mask.notes)")
    if let classes {
      #expect(mask.classes.filter { $0 != "true" } == classes)
    } else {
      #expect(mask.classes == ["-5", "1", "3", "9007199254740992", "9007199254740993"])
    }
  }

  @Test func listsAreNoClasses() throws {
    let path = try folder.write(
      """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"c":[1,2]},
      "geometry":{"type":"Point","coordinates":[1,1]}}]}
      """, to: "list.geojson")
    #expect {
      _ = try PolygonMask(path: path, field: "c", onto: grid)
    } throws: { "\($0)".contains("holds lists") }
  }

  // MARK: layers

  @Test func theOnlyLayerThatSuitsIsTaken() throws {
    let one = try fixture("one.gpkg")
    let mask = try PolygonMask(path: one, onto: grid)
    #expect(try mask.rasterise(grid.extent, of: grid).count { $0 != 0 } == 32)
    #expect(mask.notes[0].contains("of 5 features: 2 without geometry, 1 line"))
    #expect(try PolygonMask(path: one, field: "c", onto: grid).classes == ["a", "b", "line"])
    #expect(try PolygonMask(path: one, field: "kind", onto: grid).classes == ["track"])
  }

  @Test func ambiguousLayersAreRefused() throws {
    let path = try fixture("layers.gpkg")
    #expect {
      _ = try PolygonMask(path: path, onto: grid)
    } throws: {
      let text = "\($0)"
      return text.contains("has 2 layers of areas")
        && text.contains("areas (geometries of any kind, 2 features), others (areas, 2 features)")
        && text.contains("layers.gpkg|layername=areas'")
    }
    for (name, field, classes) in [
      ("areas", "c", ["a", "b"]), ("others", "rock", ["u", "v"]), (nil, "c", ["a", "b"]),
      (nil, "rock", ["u", "v"]),
    ] as [(String?, String, [String])] {
      let mask = try PolygonMask(path: path, layer: name, field: field, onto: grid)
      #expect(mask.classes == classes)
    }
    for (name, part) in [
      ("roads", "holds no areas; passed over: 1 line"), ("empty", "holds no feature"),
      ("info", "a table without geometry"), ("aeras", "did you mean 'areas'?"),
    ] {
      #expect {
        _ = try PolygonMask(path: path, layer: name, onto: grid)
      } throws: { "\($0)".contains(part) }
    }
  }

  @Test func namesAsInQGIS() {
    #expect(VectorName("/a/b.gpkg") == VectorName("/a/b.gpkg", layer: nil))
    let name = VectorName("/a/b.gpkg|layername=lakes|geometrytype=Polygon")
    #expect(name.path == "/a/b.gpkg" && name.layer == "lakes")
    #expect(name.text == "/a/b.gpkg|layername=lakes")
    #expect(VectorName("b.gpkg|layername=x", layer: "y").layer == "y")
  }

  // MARK: delimited text

  @Test(arguments: [
    ("x,y,class", ","), ("Easting;Northing;class", ";"), ("x\ty\tclass", "\t"),
    ("X,Y,class", ","),
  ])
  func pointsOfText(_ head: String, _ separator: String) throws {
    let rows = [
      ["500015", "6499985", "tuff"], ["500045.5", "6499985", "9007199254740993"],
      ["", "6499985", "none"], ["500105", "6499985", " "], ["500135", "abc", "none"],
      ["500165", "6.499985e6", "007"],
    ].map { $0.joined(separator: separator) }
    let path = try folder.write(
      ([head] + rows).joined(separator: "\n") + "\n",
      to: separator == "\t" ? "p.tsv" : "p.csv")
    let mask = try PolygonMask(path: path, field: "class", onto: grid)
    #expect(mask.classes == ["007", "9007199254740993", "tuff"])
    let row = Window(column: 0, row: 0, width: 7, height: 1)
    #expect(try mask.rasterise(row, of: grid) == [3, 2, 0, 0, 0, 1, 0])
    #expect(mask.notes[0].contains("2 without coordinates, 1 without a class"), "\(mask.notes)")
    #expect(mask.notes[1].contains("taken for WGS 84 / UTM zone 54S"), "\(mask.notes)")
    #expect(try PolygonMask.fields(of: path) == ["class"])
    #expect {
      _ = try PolygonMask(path: path, onto: grid)
    } throws: { "\($0)".contains("holds no areas") }
  }

  @Test func degreesOfText() throws {
    let place = try #require(
      SpatialReference.transform(
        [(500_135, 6_499_895)], from: SpatialReference.wkt(epsg: 32754) ?? "",
        to: SpatialReference.wkt(epsg: 4326) ?? "")?.first)
    let path = try folder.write(
      "id,Lat,Lon,rock\n1,\(place.y),\(place.x),tuff\n2,95,\(place.x),tuff\n", to: "d.csv")
    let mask = try PolygonMask(path: path, field: "rock", onto: grid)
    let drawn = try mask.rasterise(grid.extent, of: grid)
    #expect(drawn[3 * 40 + 4] == 1 && drawn.count { $0 != 0 } == 1)
    #expect(mask.notes.count == 1)
  }

  @Test func textWithoutPlacesIsRefused() throws {
    let path = try folder.write("name,class\na,b\n", to: "n.csv")
    #expect {
      _ = try PolygonMask(path: path, field: "class", onto: grid)
    } throws: { "\($0)".contains("which columns of") && "\($0)".contains("name, class") }
  }
}

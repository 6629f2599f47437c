import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing
import Vectors

/// What files hold, as Fixtures/make_vectors.py has made them.
@Suite struct VectorDescriptionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func fixture(_ name: String) throws -> String {
    try #require(Bundle.module.url(forResource: "Fixtures/vectors", withExtension: nil))
      .appendingPathComponent(name).path
  }

  private static func words(_ field: VectorDescription.Field) -> String {
    let values = field.values.map { $0.features == 1 ? $0.text : "\($0.text)*\($0.features)" }
    return "\(field.name) \(field.type): \(values.joined(separator: " "))"
      + (field.empty > 0 ? " -\(field.empty)" : "")
  }

  @Test(
    arguments: [
      ("integer.fgb", "c whole numbers: -3 0 1*2 2 -1"),
      ("real.fgb", "c numbers: 0.3 0.30000000000000004 1 2.5 1e+20 -1"),
      ("single.fgb", "c numbers: 0.1 0.5 1.5 2*2 -1"), ("text.fgb", "c text: a*2 b -3"),
      ("boolean.fgb", "c true or false: 0*2 1*3 -1"),
      ("date.gpkg", "c dates: 1999/12/31 2020/01/02*2 2020/01/03 -2"),
      ("real.shp", "c numbers: 0.25 1*2 2 2.5 -1"),
    ])
  func fieldsAreCounted(_ name: String, _ words: String) throws {
    let layer = try #require(try VectorDescription(path: fixture(name)).layers.first)
    #expect(layer.fields.map(Self.words) == [words])
    #expect(layer.fields[0].distinct == layer.fields[0].values.count)
    #expect(layer.kind == "areas" && layer.features == 6 && layer.areas == 6)
    #expect(layer.reference?.code == "EPSG:32754")
    #expect(layer.extent == [500_000, 6_499_820, 501_020, 6_499_940])
  }

  @Test func layersAreDescribed() throws {
    let path = try fixture("one.gpkg")
    let found = try VectorDescription(path: path)
    #expect(found.format == "GPKG" && found.layers.map(\.name) == ["roads", "areas", "info"])
    let areas = found.layers[1]
    #expect(areas.kind == "geometries of any kind" && areas.features == 5)
    #expect(areas.areas == 2 && areas.lines == 1 && areas.points == 0 && areas.nowhere == 2)
    #expect(found.layers[2].isTable && found.layers[2].extent == nil)
    #expect(found.layers[2].reference == nil)
    #expect(try VectorDescription(path: path, layer: "roads").layers == [found.layers[0]])
    #expect(throws: Failure.self) { try VectorDescription(path: path, layer: "rods") }
  }

  @Test(
    arguments: [
      ("one.gpkg", VectorUse.areas, "areas"), ("one.gpkg", .labels(field: nil), "has 2 layers"),
      ("one.gpkg", .labels(field: "c"), "areas"), ("layers.gpkg", .areas, "has 2 layers of areas"),
      ("layers.gpkg", .labels(field: "rock"), "others"), ("tin.fgb", .areas, "tin"),
    ] as [(String, VectorUse, String)])
  func layersAreChosen(_ name: String, _ use: VectorUse, _ says: String) throws {
    switch try LayerChoice(use, of: fixture(name)) {
    case .taken(let layer): #expect(layer == says)
    case .refused(let why): #expect(why.contains(says), "\(why)")
    }
  }

  @Test func pointsOfTextAreDescribed() throws {
    let path = try folder.write(
      "id;x;y;rock\n1;500015;6499985;tuff\n2;;1;tuff\n3;500100;6499900; \n", to: "p.csv")
    let found = try VectorDescription(path: path)
    let layer = try #require(found.layers.first)
    #expect(layer.kind == "points" && layer.coordinates == ["x", "y"])
    #expect(layer.features == 3 && layer.points == 2 && layer.nowhere == 1)
    #expect(layer.extent == [500_015, 6_499_900, 500_100, 6_499_985] && layer.reference == nil)
    #expect(layer.fields.map(Self.words) == ["id text: 1 2 3", "rock text: tuff*2 -1"])
    #expect(try LayerChoice(.areas, of: path) == .refused("'p' holds no areas"))
    let nowhere = try folder.write("name,class\na,b\n", to: "n.csv")
    guard case .refused(let why) = try LayerChoice(.labels(field: nil), of: nowhere) else {
      Issue.record("taken")
      return
    }
    #expect(why.contains("which columns of"))
  }

  @Test func fieldsThatHoldNoClassSaySo() throws {
    let path = try folder.write(
      """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"c":[1,2],"d":"x"},
      "geometry":{"type":"Point","coordinates":[1,2]}}]}
      """, to: "list.geojson")
    let layer = try #require(try VectorDescription(path: path).layers.first)
    #expect(layer.fields[0].type == "lists" && layer.fields[0].distinct == nil)
    #expect(layer.fields[0].problem?.contains("a class is one number, text or date") == true)
    #expect(layer.fields[1].problem == nil && layer.reference?.code == "EPSG:4326")
    #expect(layer.extent == [1, 2, 1, 2])
    let long = try VectorDescription(path: fixture("long.shp")).layers[0].fields[0]
    #expect(long.problem?.contains("cannot tell such large codes apart") == true)
  }

  @Test func manyClassesAreNotCountedOut() throws {
    for (count, distinct) in [(10_000, 10_000), (10_001, nil)] as [(Int, Int?)] {
      let rows = (0..<count).map { "\($0),1,2" }.joined(separator: "\n")
      let path = try folder.write("id,x,y\n" + rows + "\n", to: "m.csv")
      let field = try #require(try VectorDescription(path: path).layers.first?.fields.first)
      #expect(field.distinct == distinct)
      #expect(field.values.count == (distinct == nil ? 0 : 50))
    }
  }
}

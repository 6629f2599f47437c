import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import MapTools

/// What `facies inspect` says of vector files.
@Suite struct VectorInspectionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func points(_ properties: [String]) -> String {
    let features = properties.enumerated().map { index, text in
      """
      {"type":"Feature","properties":\(text),"geometry":{"type":"Point","coordinates":[\(index),2]}}
      """
    }
    return #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
  }

  @Test(
    arguments: [
      ([#"{"class":"a","id":1}"#, #"{"class":null,"id":2}"#], "class", nil, "1 without a class"),
      ([#"{"Lithology":"a","id":1}"#], "Lithology", nil, nil), ([#"{"code":7}"#], "code", nil, nil),
      (
        [#"{"rock":"a","id":1}"#], nil,
        "the field that holds the class must be named: rock, id", nil
      ),
      ([#"{"c":[1,2]}"#], "c", "the field 'c' of", nil), ([#"{}"#], nil, "no field can hold", nil),
    ] as [([String], String?, String?, String?)])
  func fieldOfClasses(
    _ properties: [String], _ field: String?, _ problem: String?, _ passedOver: String?
  ) throws {
    let path = try folder.write(Self.points(properties), to: "p.geojson")
    let found = try VectorInspection(path: path)
    #expect(found.labels.layer == "p" && found.labels.field == field)
    let said = found.labels.problem ?? ""
    #expect(problem == nil ? said.isEmpty : said.hasPrefix(problem ?? ""), "\(said)")
    #expect(found.labels.passedOver == passedOver)
    #expect(found.areas.layer == nil && found.areas.problem == "'p' holds no areas")
    #expect(found.layers[0].classField == field)
    #expect(found.layers[0].reference == "WGS 84 (EPSG:4326)")
  }

  /// The choice is the one that labels are read by.
  @Test func choiceIsThatOfScores() throws {
    for properties in [
      [#"{"class":"a","id":1}"#], [#"{"rock":"a","id":1}"#], [#"{"code":7}"#], [#"{}"#],
    ] {
      let path = try folder.write(Self.points(properties), to: "p.geojson")
      let field = try? ReferenceLabels.onlyField(of: path, typed: path)
      let found = try VectorInspection(path: path).labels.field
      #expect(found == field)
    }
  }

  @Test func problemsNameTheFileAsTyped() throws {
    try folder.write("name,class\na,b\n", to: "n.csv")
    let typed = folder.path + "/./n.csv"
    let found = try VectorInspection(path: typed)
    #expect(found.labels.problem?.contains("which columns of '\(typed)'") == true)
  }

  @Test func claims() throws {
    try folder.write(Self.points(["{}"]), to: "p.json")
    try folder.write("{}", to: "run.json")
    try folder.write(#"{"LANDSAT_METADATA_FILE":{}}"#, to: "LC08_MTL.json")
    try folder.write("x,y\n1,2\n", to: "p.csv")
    let grid = try RasterFixture.utm(4, 4)
    try RasterFixture(grid: grid, bands: 1) { Float($1 + $2) }.write(to: folder.file("r.tif"))
    for (name, claimed) in [
      ("p.json", true), ("p.json|layername=p", true), ("run.json", false), ("p.csv", true),
      ("LC08_MTL.json", false), ("r.tif", false), ("missing.shp", false), (".", false),
    ] {
      #expect(VectorInspection.claims(folder.file(name)) == claimed, "\(name)")
    }
  }
}

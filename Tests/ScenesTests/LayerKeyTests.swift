import Rasters
import Testing

@testable import Scenes

/// Layers of vector files, in scene files.
@Suite struct LayerKeyTests {
  private static func scene(_ lines: String) throws -> Scene {
    try SceneFile.parse("input: a.tif\n\(lines)\n", file: "/data/s.yaml")
  }

  @Test(arguments: [
    "known: {file: k.gpkg, field: f, layer: l}", "known: {file: 'k.gpkg|layername=l', field: f}",
  ])
  func ofLabels(_ line: String) throws {
    let labels = try #require(try Self.scene(line).known?.labels)
    #expect(labels == .init(path: "/data/k.gpkg", field: "f", layer: "l"))
    let reference = try Self.scene(
      line.replacing("known", with: "reference")
    ).reference
    #expect(reference == labels)
  }

  @Test func ofReferencesInALine() throws {
    let labels = try Self.scene("reference: 'k.gpkg|layername=l'").reference
    #expect(labels == .init(path: "/data/k.gpkg", layer: "l"))
  }

  @Test(arguments: [
    "region: {polygons: k.gpkg, layer: l}", "region: {polygons: 'k.gpkg|layername=l'}",
  ])
  func ofRegions(_ line: String) throws {
    #expect(try Self.scene(line).region == .polygons(path: "/data/k.gpkg", layer: "l"))
  }

  @Test(arguments: [
    "masks: [{inside: k.gpkg, layer: l}]", "masks: [{inside: 'k.gpkg|layername=l'}]",
  ])
  func ofMasks(_ line: String) throws {
    let rule = try #require(try Self.scene(line).masks.areas.first)
    #expect(rule == .init(name: "inside k l", path: "/data/k.gpkg", kind: .inside, layer: "l"))
  }

  @Test(arguments: [
    ("known: {raster: k.tif, layer: l}", "layer goes with 'file'"),
    ("region: {window: [0, 0, 5, 5], layer: l}", "layer goes with 'polygons'"),
    ("masks: [{raster: r.tif, values: [1], layer: l}]", "has no 'layer'"),
    ("masks: [{feature: red, above: 1, layer: l}]", "has no 'layer'"),
  ])
  func refusals(_ line: String, _ part: String) {
    #expect {
      _ = try Self.scene(line)
    } throws: { "\($0)".contains(part) }
  }
}

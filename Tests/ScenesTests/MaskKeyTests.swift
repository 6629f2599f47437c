import Documents
import Features
import Rasters
import Testing

@testable import Scenes

/// The key `masks` of scene files.
@Suite struct MaskKeyTests {
  private static func masks(_ list: String) throws -> Scene.Masks {
    try SceneFile.parse("input: a.tif\nmasks: \(list)", file: "/data/s.yaml").masks
  }

  @Test func everyKindIsTaken() throws {
    let masks = try Self.masks(
      """
      [cloud, shadow, spectral.water, {feature: index.ndvi, above: 0.4, name: plants},
        {feature: red, below: 7}, {expression: "red / nir", above: 1, below: 2},
        {inside: lakes.gpkg}, {outside: /a/area.shp, name: park},
        {raster: roads.tif, values: [1, 2.5]}, {raster: slope.tif, above: 30, name: steep}]
      """)
    #expect(masks.product == ["cloud", "shadow"])
    #expect(
      masks.names == [
        "inside lakes", "park", "raster roads", "steep", "spectral.water", "plants",
        "red below 7", "red / nir above 1 and below 2",
      ])
    #expect(masks.areas.map(\.path)[0...1] == ["/data/lakes.gpkg", "/a/area.shp"])
    #expect(
      masks.areas.map(\.kind) == [
        .inside, .outside, .rasterValues([1, 2.5]), .rasterLimits(above: 30, below: nil),
      ])
    #expect(masks.spectral.map(\.above) == [0, 0.4, nil, 1])
    #expect(masks.spectral.map(\.below) == [nil, nil, 7, 2])
  }

  /// The product's own choice holds unless one of its masks, or none, is named.
  @Test(arguments: [
    ("[spectral.vegetation]", [String]?.none), ("{inside: a.gpkg}", nil),
    ("[none, spectral.vegetation]", []), ("[spectral.vegetation, cloud]", ["cloud"]),
  ])
  func productMasks(_ list: String, _ product: [String]?) throws {
    let masks = try Self.masks(list)
    #expect(masks.product == product && masks.names.count == 1)
  }

  @Test func everyNamedRuleStandsForItsIndex() throws {
    for rule in NamedSpectralRule.all {
      let parsed = try #require(try Self.masks(rule.fullName).spectral.first)
      #expect(parsed.name == rule.fullName && parsed.above == rule.above)
      #expect(SpectralIndex.named(rule.index) != nil, "\(rule.index)")
    }
  }

  @Test(arguments: [
    (
      "[{above: 1}]",
      "2:9: a mask needs one of 'feature', 'expression', 'inside', 'outside', 'raster'"
    ),
    (
      "[{inside: a.gpkg, outside: b.gpkg}]",
      "2:9: a mask needs one of 'feature', 'expression', 'inside', 'outside', 'raster'"
    ),
    (
      "[{indside: a.gpkg}]",
      "2:10: unknown key 'indside' in a mask (did you mean 'inside'?); known keys: name, feature, "
        + "expression, above, below, inside, outside, layer, raster, values"
    ),
    (
      "[{feature: red}]", "2:9: a mask by bands needs 'above' or 'below', such as above: 0.4"
    ),
    (
      "[{feature: bands, above: 1}]",
      "2:19: 'bands' is more than one quantity; name an index or a band"
    ),
    (
      "[{feature: index.ndvy, above: 1}]",
      "2:19: there is no 'index.ndvy' (did you mean 'index.ndvi'?); see facies methods"
    ),
    (
      "[{feature: red, above: 2, below: 1}]",
      "2:9: nothing is above 2.0 and below 1.0; write two masks to reject both ends"
    ),
    ("[{feature: red, above: x}]", "2:31: above must be a number"),
    ("[{feature: red, above: 1, values: [1]}]", "2:42: a mask by bands has no 'values'"),
    (
      "[{expression: red +, above: 1}]",
      "2:22: expression of 'red + above 1', column 6: expected a band, a number or '(', found the "
        + "end"
    ),
    ("[{inside: a.gpkg, above: 1}]", "2:33: a mask by polygons has no 'above'"),
    ("[{inside: ''}]", "2:18: the file of a mask is empty"),
    (
      "[{raster: a.tif}]",
      "2:9: a mask by raster needs 'values' or 'above' and 'below', such as values: [1, 2]"
    ),
    (
      "[{raster: a.tif, values: [1], below: 2}]",
      "2:9: a mask by raster needs 'values' or 'above' and 'below', such as values: [1, 2]"
    ),
    ("[{raster: a.tif, values: []}]", "2:33: values is empty"),
    ("[{raster: a.tif, values: [a]}]", "2:34: each of values must be a number"),
    (
      "[{inside: a.gpkg}, {inside: x/a.shp}]",
      "2:27: masks holds 'inside a' twice; give one of them another name"
    ),
    ("[{inside: a.gpkg, name: ''}]", "2:32: name must have 1 to 64 characters in a line"),
    ("[none, cloud]", "2:15: masks holds 'none' beside 'cloud'"),
    ("[cloud, none]", "2:16: masks holds 'none' beside 'cloud'"),
    (
      "[spectral.watr]",
      "2:9: there is no mask 'spectral.watr' (did you mean 'spectral.water'?); there are "
        + "spectral.vegetation, spectral.water, spectral.water-nir"
    ),
  ])
  func whatIsWrongIsSaid(_ list: String, _ message: String) {
    do {
      _ = try Self.masks(list)
      Issue.record("no error for \(list)")
    } catch {
      #expect("\(error)" == "/data/s.yaml:" + message)
    }
  }
}

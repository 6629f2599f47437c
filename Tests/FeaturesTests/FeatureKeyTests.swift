import Features
import Scenes
import Testing

/// The key `features` of scene files.
@Suite struct FeatureKeyTests {
  private static func parse(_ features: String) throws -> [FeatureItem] {
    try SceneFile.parse("input: a.tif\nfeatures: \(features)\n", file: "scene.yaml").features
  }

  @Test func itemsAreRead() throws {
    let items = try Self.parse(
      """
      [bands, bands.log-centred, ratios.clay, index.ndvi, red,
        {name: x, expression: "(swir1 + nir) / red"}, {context: deviation, window: 5}]
      """)
    #expect(
      try items == [
        .bands, .logCentred, .index(.ratios, "clay"), .index(.index, "ndvi"), .band("red"),
        .expression(name: "x", BandExpression("(swir1 + nir) / red")),
        .context(.deviation, window: 5),
      ])
    #expect(try Self.parse("ratios.clay") == [.index(.ratios, "clay")])
    #expect(try SceneFile.parse("input: a.tif", file: "scene.yaml").features == [.bands])
  }

  private static let errors: [(String, String)] = [
    ("[]", "2:11: features is empty"),
    (
      "[ratios.clai]",
      "2:12: there is no 'ratios.clai' (did you mean 'ratios.clay'?); see facies methods"
    ),
    (
      "[{name: x, expression: \"red / (nir\"}]",
      "2:34: expression of 'x', column 11: expected an operator or ')', found the end"
    ),
    ("[{expression: \"red\"}]", "2:12: an expression needs a 'name'"),
    (
      "[{name: x}]",
      "2:12: a feature needs 'expression' (with 'name') or 'context' (with 'window')"
    ),
    ("[{context: mean}]", "2:12: context needs a 'window', such as 3"),
    ("[{context: mean, window: 4}]", "2:36: window is 4, must be odd"),
    ("[{context: mean, window: 1}]", "2:36: window is 1, must be from 3 to 101"),
    (
      "[{context: median, window: 3}]",
      "2:22: context 'median' is not known (did you mean 'mean'?); choose from mean, deviation"
    ),
    (
      "[{name: x, expression: red, window: 3}]",
      "2:47: an expression has neither 'context' nor 'window'"
    ),
    ("[{name: x, context: mean, window: 3}]", "2:19: a context has no name of its own"),
    ("[{name: \"\", expression: red}]", "2:19: name must have 1 to 64 characters in a line"),
    ("[[red]]", "2:12: each of features must be a text"),
    (
      "[{nmae: x, expression: red}]",
      "2:13: unknown key 'nmae' in a feature (did you mean 'name'?); "
        + "known keys: name, expression, context, window"
    ),
  ]

  @Test(arguments: errors)
  func isRefused(_ features: String, _ text: String) {
    #expect(message { try Self.parse(features) } == "scene.yaml:" + text)
  }
}

import Clusterers
import Documents
import Encoders
import Ensembles
import Fitting
import Rasters
import Testing

@testable import Scenes

/// Scene files that are wrong, and what each is told.
@Suite struct SceneFileErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var message: String
    var testDescription: String { String(text.prefix(60)) }

    /// A file of an input and these lines.
    static func after(_ lines: String, _ message: String) -> Case {
      Case(text: "input: a.tif\n" + lines, message: message)
    }
  }

  static let keys = SceneFile.keys.joined(separator: ", ")
  static let recipes = NamedRecipe.all.map(\.name).joined(separator: ", ")
  static let clusterers = ClustererMethod.all.map(\.name).joined(separator: ", ")
  static let encoders = EncoderMethod.all.map(\.name).joined(separator: ", ")
  static let scalings = Scaler.Kind.allCases.map(\.rawValue).joined(separator: ", ")
  static let outputs = Scene.Output.allCases.map(\.rawValue).joined(separator: ", ")

  static let shapes: [Case] = [
    Case(text: "", message: "1:1: the file is empty"),
    Case(text: "# nothing\n", message: "1:1: the file is empty"),
    Case(text: "- a\n- b", message: "1:1: the scene must be a mapping (key: value)"),
    Case(text: "a.tif", message: "1:1: the scene must be a mapping (key: value)"),
    Case(
      text: "units: 3",
      message: "1:1: the scene has no 'input' (a raster, a list of band files, or a product)"),
    Case(text: "input:", message: "1:7: input must be a text"),
    Case(text: "input: []", message: "1:8: input is empty"),
    Case(text: "input: ''", message: "1:8: input is empty"),
    Case(text: "input: [a.tif, [b.tif]]", message: "1:16: each of input must be a text"),
    Case(text: "input: {names: [a]}", message: "1:8: input has no 'paths'"),
    Case(
      text: "input: {paths: a, names: [b, b]}", message: "1:26: input names holds 'b' twice"),
    Case(
      text: "input: {path: a}",
      message:
        "1:9: unknown key 'path' in input (did you mean 'paths'?); known keys: paths, names, sensor, level, scale, offset, roles"
    ),
    .after(
      "unit: 3", "2:1: unknown key 'unit' in the scene (did you mean 'units'?); known keys: \(keys)"
    ),
    .after("zzzzzz: 3", "2:1: unknown key 'zzzzzz' in the scene; known keys: \(keys)"),
    .after("[a]: 3", "2:1: a key of the scene must be a text"),
    .after("units: 3\nseed: 1\nunits: 4", "2:1: the key 'units' is given twice"),
    .after(
      "region:\n  window: [0, 0, 1, 1]\n  window: [0, 0, 2, 2]",
      "3:3: the key 'window' is given twice"),
  ]

  static let numbers: [Case] = [
    .after("units: 0", "2:8: units is 0, must be from 1 to 255, or a range such as 4..16"),
    .after("units: 300", "2:8: units is 300, must be from 1 to 255, or a range such as 4..16"),
    .after("units: many", "2:8: units must be a whole number, or a range such as 4..16"),
    .after("units: 3.5", "2:8: units must be a whole number, or a range such as 4..16"),
    .after("units: '3'", "2:8: units must be a whole number, or a range such as 4..16"),
    .after(
      "units: 99999999999999999999", "2:8: units must be a whole number, or a range such as 4..16"),
    .after("units: [3]", "2:8: units must be a whole number, or a range such as 4..16"),
    .after("units:", "2:7: units must be a whole number, or a range such as 4..16"),
    .after("sample: 5", "2:9: sample is 5, must be from 100 to 50000000"),
    .after("seed: -1", "2:7: seed is -1, must be at least 0"),
    .after("nodata: none", "2:9: nodata must be a number"),
    .after("nodata: banan", "2:9: nodata must be a number"),
    .after("nodata: inf", "2:9: nodata must be a number"),
    .after("nodata: [0]", "2:9: nodata must be a number"),
    .after("bands: []", "2:8: bands is empty"),
    .after("bands: [a, a]", "2:8: bands holds 'a' twice"),
    .after("bands: {a: b}", "2:8: bands must be a text"),
    .after("region: all", "2:9: region must be a mapping (key: value)"),
    .after("region: {}", "2:9: region needs 'window', 'bounds' or 'polygons'"),
    .after(
      "region: {window: [0, 0, 5]}",
      "2:18: window must be [column, row, width, height] with width and height over 0"),
    .after(
      "region: {window: [0, 0, 5, 0]}",
      "2:18: window must be [column, row, width, height] with width and height over 0"),
    .after(
      "region: {window: [-1, 0, 5, 5]}",
      "2:19: each of window is -1, must be from 0 to 2147483648"),
    .after("region: {window: 5}", "2:18: window must be a list"),
    .after(
      "region: {bounds: [3, 2, 1, 4]}",
      "2:18: bounds must be [west, south, east, north] with west < east, south < north"),
    .after(
      "region: {bounds: [1, 4, 3, 2]}",
      "2:18: bounds must be [west, south, east, north] with west < east, south < north"),
    .after("region: {bounds: [1, 2, 3]}", "2:18: bounds must hold 4 numbers, not 3"),
    .after("region: {bounds: [1, 2, 3, nan]}", "2:28: each of bounds must be a number"),
    .after(
      "region: {bounds: [1, 2, 3, 4], window: [0, 0, 1, 1]}",
      "2:9: region needs only one of 'window', 'bounds' and 'polygons'"),
    .after("region: {window: [0, 0, 1, 1], crs: a}", "2:37: crs goes with 'bounds' only"),
    .after(
      "region: {box: 1}",
      "2:10: unknown key 'box' in region; known keys: window, bounds, crs, polygons, layer"),
  ]

  static let steps: [Case] = [
    .after(
      "recipe: standart",
      "2:9: recipe 'standart' is not known (did you mean 'standard'?); choose from \(recipes)"),
    .after("recipe: [pca]", "2:9: recipe must be a text"),
    .after("known: outcrops.gpkg", "2:8: known must be a mapping (key: value)"),
    .after(
      "known: {field: a}", "2:8: known needs one of 'file' (polygons or points) and 'raster'"),
    .after(
      "known: {file: a, raster: b}",
      "2:8: known needs one of 'file' (polygons or points) and 'raster'"),
    .after(
      "known: {raster: a, field: b}",
      "2:27: field goes with 'file' (polygons or points), not with 'raster'"),
    .after("known: {file: a, hold-out: 1}", "2:28: hold-out is 1, must be from 0 to 0.9"),
    .after(
      "reference: {field: a}",
      "2:12: reference needs one of 'file' (polygons or points) and 'raster'"),
    .after(
      "resampling: linear",
      "2:13: resampling 'linear' is not known (did you mean 'bilinear'?); "
        + "choose from nearest, bilinear, cubic, average"),
    .after(
      "scaling: zscore",
      "2:10: scaling 'zscore' is not known (did you mean 'z-score'?); "
        + "choose from \(scalings)"),
    .after(
      "clusterer: kmeans",
      "2:12: clusterer 'kmeans' is not known (did you mean 'k-means'?); "
        + "choose from \(clusterers)"),
    .after(
      "encoder:\n  method: pcb",
      "3:11: encoder method 'pcb' is not known (did you mean 'pca'?); choose from "
        + encoders),
    .after("encoder: {components: 3}", "2:10: encoder has no 'method'"),
    .after(
      "encoder:\n  method: pca\n  component: 3",
      "4:3: unknown key 'component' in encoder pca (did you mean 'components'?); "
        + "known keys: method, variance, components, max-components, whiten"),
    .after(
      "encoder: {method: pca, components: -1}", "2:36: components is -1: must be from 0 to 4096"),
    .after(
      "encoder: {method: pca, components: 2.5}", "2:36: components is 2.5: must be a whole number"),
    .after("encoder: {method: pca, variance: 2}", "2:34: variance is 2: must be from 0.01 to 1.0"),
    .after(
      "encoder: {method: pca, variance: nan}", "2:34: variance is nan: must be from 0.01 to 1.0"),
    .after("encoder: {method: pca, variance: most}", "2:34: variance is most: must be a number"),
    .after("encoder: {method: pca, whiten: 1}", "2:32: whiten is 1: must be true or false"),
    .after(
      "encoder: {method: autoencoder, hidden: 8}",
      "2:40: hidden is 8: must be a list of whole numbers, such as [64, 32, 4]"),
    .after(
      "encoder: {method: autoencoder, hidden: [8, 0]}",
      "2:40: hidden is [8, 0]: must hold numbers from 1 to 4096"),
    .after(
      "encoder: {method: autoencoder, hidden: [8, x]}",
      "2:44: each of hidden must be a whole number"),
    .after(
      "clusterer: {method: gaussian-mixture, covariance: round}",
      "2:51: covariance is round: must be one of full, tied, diagonal"),
    .after(
      "clusterer: {method: gaussian-mixture, covariance: 3}",
      "2:51: covariance is 3: must be one of full, tied, diagonal"),
    .after(
      "filter: gauss", "2:9: filter 'gauss' is not known; choose from none, bilateral"),
    .after("filter: {radius: 5}", "2:18: radius is 5, must be from 1 to 4"),
    .after("filter: {bandwidth: 0}", "2:21: bandwidth is 0, must be from 0.01 to 100"),
    .after("whitening: 2", "2:12: whitening must be true or false"),
    .after("smoothing: {window: 4}", "2:21: window is 4, must be an odd number from 1 to 15"),
    .after("smoothing: {window: 17}", "2:21: window is 17, must be an odd number from 1 to 15"),
    .after(
      "smoothing: mode", "2:12: smoothing 'mode' is not known; choose from none, majority, mrf"),
    .after(
      "smoothing: {method: mrf, window: 9}", "2:34: window is 9, must be an odd number from 3 to 7"),
    .after(
      "smoothing: {method: mrf, window: 4}", "2:34: window is 4, must be an odd number from 3 to 7"),
    .after(
      "smoothing: {method: mrf, strength: -1}", "2:36: strength is -1, must be from 0 to 1000"),
    .after("smoothing: {method: mrf, sweeps: 0}", "2:34: sweeps is 0, must be from 1 to 20"),
    .after(
      "smoothing: {method: mrf, ties: centre}",
      "2:26: unknown key 'ties' in smoothing mrf; known keys: method, strength, sweeps, window"),
    .after(
      "smoothing: {ties: left}",
      "2:19: ties 'left' is not known; choose from centre, smallest"),
    .after(
      "outputs: [map, maps]",
      "2:16: output 'maps' is not known (did you mean 'map'?); "
        + "choose from \(outputs)"),
    .after("units: 9..4", "2:8: units is '9..4', must not fall: write 4..9"),
    .after(
      "units: 4..400", "2:8: units is 4..400, must be from 1 to 255, or a range such as 4..16"),
    .after(
      "unit-names: hint",
      "2:13: unit-names 'hint' is not known (did you mean 'hints'?); choose from numbers, hints"),
    .after("composite: [a, b]", "2:12: composite must name 3 bands for red, green and blue, not 2"),
    .after("title: [a]", "2:8: title must be a text"),
    .after("style:", "2:7: style must be a text"),
  ]

  static let syntax: [Case] = [
    .after("\tunits: 3", "2:1: found a tab character that violates indentation"),
    .after("region:\n\twindow: 3", "3:1: found character that cannot start any token"),
    .after("bands: [a, b", "3:1: did not find expected ',' or ']'"),
    .after("title: \"a", "2:10: found unexpected end of stream"),
    .after("bands: *n", "2:8: found undefined alias"),
    .after("name: a\u{0}b", "2:8: control characters are not allowed"),
    .after("name: a\u{7}b", "2:8: control characters are not allowed"),
    .after(
      "---\ninput: b.tif",
      "2:1: expected a single document in the stream but found another document"),
    .after("title: @a", "2:8: found character that cannot start any token"),
    .after("a: b: c", "2:5: mapping values are not allowed in this context"),
  ]

  @Test(arguments: shapes + numbers + steps + syntax) func saysWhatIsWrongAndWhere(_ item: Case) {
    #expect {
      try SceneFile.parse(item.text, file: "scene.yaml")
    } throws: {
      #expect("\($0)" == "scene.yaml:\(item.message)")
      return ($0 as? any FaciesError)?.exitCode == 2
    }
  }
}

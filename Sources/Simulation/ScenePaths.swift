/// Names of the files of a simulated scene.
struct ScenePaths: Sendable {
  let folder: String
  let isProduct: Bool

  /// The product's name: path 096, row 082 of the second Worldwide Reference
  /// System, acquired and processed on the days of `LandsatMTL`.
  static let product = "LC08_L1TP_096082_20240314_20240322_02_T1"

  var productFolder: String { folder + "/" + Self.product }
  /// What the scene file names as input.
  var input: String { isProduct ? Self.product : "scene.tif" }
  var scene: String { folder + "/" + input }
  var truth: String { folder + "/truth.tif" }
  var names: String { folder + "/truth.csv" }
  var sceneFile: String { folder + "/scene.yaml" }
  var quality: String { isProduct ? productFile("QA_PIXEL.TIF") : folder + "/qa_pixel.tif" }
  var metadata: String { productFile("MTL.txt") }

  func productFile(_ ending: String) -> String {
    productFolder + "/" + Self.product + "_" + ending
  }
}

import RasterIO
import Rasters

/// A band as a product declares it, before its file is opened.
struct BandDeclaration {
  /// How the numbers become values.
  enum Scaling {
    /// The product's own rule; scale and offset tags of the file are not
    /// applied on top of it.
    case rule(Calibration)
    /// The file's scale and offset tags.
    case tags
    /// The product should have a rule and does not.
    case unknown(Failure)
  }

  var name: String
  var label: String
  /// Other words that choose it: "4".
  var aliases: [String] = []
  var path: String
  var band = 1
  /// How messages name the file.
  var shown: String
  var scaling: Scaling
  var quantity: Quantity = .digitalNumber
  /// Micrometres.
  var wavelength: Double?
  /// "No data" by the product's rule, beside the file's tag.
  var noData: [Double] = []
  /// The file's own tag counts too.
  var keepsFileNoData = true
  var isThermal = false
  /// Why it is not used unless it is named; nil for a default band.
  var leftOut: String?
  /// Why it cannot be used even if it is named; its file is not opened.
  var refusal: Failure?
  /// Files on disk that it needs.
  var file: String
  /// Which of the product's placements is its own: "panchromatic".
  var placement = ""
}

/// A raster of flags as a product declares it.
struct QualityDeclaration {
  /// A test, what it means and whether it is applied unless told otherwise.
  struct Test {
    var name: String
    var rule: QualityTest.Rule
    var isDefault: Bool
    /// "QA_PIXEL bit 3"
    var meaning: String
  }

  var path: String
  var band = 1
  var shown: String
  var tests: [Test]
  var file: String
  /// Applied only when asked for by name, together with others.
  var placement = ""
  /// The label of the band that it judges, where it says nothing about
  /// others: it is applied where that band is used.
  var bandLabel: String?
}

/// Everything a product declares about one scene.
struct ProductScene {
  var name: String
  /// "Landsat 8 C2 L1TP"
  var product: String
  var level: String
  var sensor = ""
  var acquired: String?
  var bands: [BandDeclaration]
  /// Bands that the product lists and that are not there.
  var missing: [String] = []
  /// Why the default bands cannot be used; named ones can.
  var incomplete: Failure?
  var quality: [QualityDeclaration] = []
  /// Tests that this kind of product has but this scene cannot apply, with
  /// the reason.
  var unavailable: [String: String] = [:]
  var notes: [String] = []
  var files: [String] = []
  /// Parts of a container that has no bands of its own.
  var parts: [String] = []
  /// Places a file's grid where the file does not; returns a note on how.
  var place: (Grid, _ placement: String, _ shown: String) throws -> (Grid, String?) = {
    grid, _, _ in (grid, nil)
  }

  /// What values are that mean what the tags of their files say.
  static func level(isScaled: Bool) -> String { isScaled ? "scaled-values" : "digital-number" }
}

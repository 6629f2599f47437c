package import RasterIO

/// What somebody asks of a scene's files.
package struct ProductRequest: Sendable, Equatable {
  /// Which quality tests reject pixels.
  package enum Masks: Sendable, Equatable {
    /// The masks that the product applies unless told otherwise.
    case productDefault
    /// These, and fill.
    case named([String])
    case none
  }

  /// One folder, archive, metadata file or raster; or several rasters.
  package var paths: [String]
  /// Names, labels or numbers of bands; nil for the product's default.
  package var bands: [String]?
  /// Names for the bands of plain rasters, in the order of the files.
  package var bandNames: [String]?
  /// What is said of a plain raster that says too little itself.
  package var stack: StackRequest
  package var masks: Masks
  /// A stored value that means "no data", beside or instead of the files'.
  package var noData: Double?

  package init(
    paths: [String], bands: [String]? = nil, bandNames: [String]? = nil,
    stack: StackRequest = StackRequest(), masks: Masks = .productDefault, noData: Double? = nil
  ) {
    self.paths = paths
    self.bands = bands
    self.bandNames = bandNames
    self.stack = stack
    self.masks = masks
    self.noData = noData
  }

  package init(path: String) { self.init(paths: [path]) }
}

/// What a product declares of its bands, before any choice.
package struct DeclaredBands: Sendable {
  package struct Band: Sendable, Equatable {
    package let name: String
    package let label: String
    /// Micrometres.
    package let wavelength: Double?
    package let quantity: Quantity
  }

  /// The title of the scene, for messages.
  package let title: String
  package let sensor: String
  package let list: [Band]

  init(title: String, sensor: String, list: [Band]) {
    (self.title, self.sensor, self.list) = (title, sensor, list)
  }

  init(_ scene: ProductScene) {
    (title, sensor) = (scene.name, scene.sensor)
    list = scene.bands.map {
      Band(name: $0.name, label: $0.label, wavelength: $0.wavelength, quantity: $0.quantity)
    }
  }
}

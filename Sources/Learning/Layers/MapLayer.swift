package import Fitting

/// A quantity that a fitted classifier gives for every pixel beside its unit: a raster that a
/// scene may ask for. Scene files, the folder of a result, pages and catalogues know it from
/// this declaration.
package struct MapLayer: Sendable {
  /// The word in scene files; the raster is called after it.
  package let name: String
  /// What the raster is, for those who open the folder.
  package let summary: String
  /// Its title in catalogues.
  package let title: String
  /// What a value is, as the raster itself says.
  package let definition: String
  /// Nil for numbers without.
  package let unit: String?
  /// Throws where a recipe can have no such layer, before anything is fitted.
  package let check: @Sendable (Recipe) throws -> Void
  /// How values are computed; throws where the classifier cannot. Takes the name of its encoder.
  package let evaluator: @Sendable (Classifier, String) throws -> Evaluator

  /// Computes the values of pixels, from any thread.
  package typealias Evaluator = @Sendable (Pixels, Scratch) -> Void

  /// Neighbouring pixels and where their values go.
  package struct Pixels {
    /// Planar features [inputs of the classifier].
    package let features: UnsafePointer<Float>
    package let stride: Int
    /// A multiple of 16, at most ``Chunk/pixels``.
    package let count: Int
    /// NaN is no value.
    package let values: UnsafeMutablePointer<Float>

    package init(
      features: UnsafePointer<Float>, stride: Int, count: Int,
      values: UnsafeMutablePointer<Float>
    ) {
      self.features = features
      self.stride = stride
      self.count = count
      self.values = values
    }
  }

  init(
    _ name: String, summary: String, title: String, definition: String, unit: String? = nil,
    check: @escaping @Sendable (Recipe) throws -> Void = { _ in },
    evaluator: @escaping @Sendable (Classifier, String) throws -> Evaluator
  ) {
    self.name = name
    self.summary = summary
    self.title = title
    self.definition = definition
    self.unit = unit
    self.check = check
    self.evaluator = evaluator
  }
}

extension MapLayer {
  /// Every layer that can be asked for.
  package static let all = [
    anomaly, agreement,
  ]
}

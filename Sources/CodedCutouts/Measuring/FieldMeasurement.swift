package import Morphology
package import Rasters
package import Surveys

/// Measures what detection found, one source a call, from any thread.
package struct FieldMeasurement: Sendable {
  /// What is known of the noise.
  package enum Noise: Sendable {
    /// The deviation of the background only.
    case background
    /// Electrons per unit of the image; the sky's part is measured beside each source.
    case gain(Double)
  }

  package var noise: Noise = .background
  package var pointSpread: PointSpread?
  package var fitsSersic = true

  /// A source of a whole image by its position in `field.sources`.
  package func measure(_ index: Int, of field: DetectedField) throws -> SourceMorphology {
    let label = Int32(index + 1)
    let window = Self.window(of: index, in: field)
    guard window.pixelCount <= MeasurementPlan.mostPixels else { return .tooLarge(label: label) }
    return SourceMorphology.measure(
      SourceStamp(
        width: window.width, height: window.height, pixels: try field.values(window),
        labels: try field.labels(window), label: label,
        noise: noise(field.deviation(window), pixels: window.pixelCount),
        pointSpread: pointSpread, column: window.column, row: window.row),
      fitsSersic: fitsSersic)
  }

  /// What is looked at for a source.
  package static func window(of index: Int, in field: DetectedField) -> Window {
    SourceStamp.window(
      of: field.sources[index].box, imageWidth: field.extent.width,
      imageHeight: field.extent.height)
  }

  /// The source in the middle of a cutout that stands alone; without one, a
  /// row of nothing. Positions are those of the cutout.
  package func measure(_ cutout: CutoutSegments) -> SourceMorphology {
    guard let middle = cutout.middle else { return .undetected }
    return SourceMorphology.measure(
      SourceStamp(
        width: cutout.width, height: cutout.height, pixels: cutout.values.map(Double.init),
        labels: cutout.labels, label: middle,
        noise: noise(cutout.deviation, pixels: cutout.values.count), pointSpread: pointSpread),
      fitsSersic: fitsSersic)
  }

  private func noise(_ deviation: Double, pixels: Int) -> SourceStamp.Noise {
    switch noise {
    case .background: .sigma([Double](repeating: deviation, count: pixels))
    case .gain(let gain): .gain(gain)
    }
  }

  package init(noise: Noise = .background, pointSpread: PointSpread? = nil, fitsSersic: Bool = true)
  {
    self.noise = noise
    self.pointSpread = pointSpread
    self.fitsSersic = fitsSersic
  }
}

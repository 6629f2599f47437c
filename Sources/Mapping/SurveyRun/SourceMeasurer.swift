import Morphology
import Rasters
import Scenes
import Surveys

/// Measures sources of a segmented piece of an image.
struct SourceMeasurer: Sendable {
  let options: Survey.Measurements
  let pointSpread: PointSpread?

  /// Stamps of more pixels are not measured: such a segment is no galaxy.
  private static let mostPixels = 4 << 20

  /// - Parameter index: of the source in the piece; nil where there is none at
  ///   the object's place.
  func measure(_ piece: SegmentedPiece, _ index: Int?) -> SourceMorphology {
    guard let index, !piece.boxes[index].isEmpty else { return .noSource(label: 0) }
    let label = Int32(index + 1)
    let window = SourceStamp.window(
      of: piece.boxes[index], imageWidth: piece.window.width, imageHeight: piece.window.height)
    guard window.pixelCount <= Self.mostPixels else { return .tooLarge(label: label) }
    var pixels: [Double] = []
    var labels: [Int32] = []
    var sigma: [Double] = []
    for row in window.row..<window.endRow {
      let line = row * piece.window.width
      for place in line + window.column..<line + window.endColumn {
        let value = Double(piece.pixels[place])
        pixels.append(value)
        labels.append(piece.labels[place])
        sigma.append(noise(Double(piece.deviations[place]), value))
      }
    }
    return SourceMorphology.measure(
      SourceStamp(
        width: window.width, height: window.height, pixels: pixels, labels: labels, label: label,
        noise: .sigma(sigma), pointSpread: pointSpread,
        column: piece.window.column + window.column, row: piece.window.row + window.row),
      fitsSersic: options.fitsSersic)
  }

  /// The sky's deviation, and the photons of the source where the gain is
  /// known.
  private func noise(_ sky: Double, _ flux: Double) -> Double {
    guard let gain = options.gain, flux > 0 else { return sky }
    return (sky * sky + flux / gain).squareRoot()
  }
}

import Morphology
import Rasters

/// Measures segments on one thread, each through a window of the images.
struct MeasurementLane: Sendable {
  let images: MeasurementImages
  let request: MeasureOptions
  let pointSpread: PointSpread?

  /// What is read for a segment.
  func window(of segment: SegmentTable.Segment) -> Window {
    SourceStamp.window(
      of: segment.box, imageWidth: images.image.width, imageHeight: images.image.height)
  }

  func measure(_ segment: SegmentTable.Segment, _ labels: SegmentLabels) throws -> SourceMorphology
  {
    let window = window(of: segment)
    guard window.pixelCount <= MeasurementPlan.mostPixels else {
      return .tooLarge(label: segment.label)
    }
    let noise: SourceStamp.Noise =
      try images.sigma.map { .sigma(try $0.read(window)) } ?? .gain(request.gain ?? 1)
    return SourceMorphology.measure(
      SourceStamp(
        width: window.width, height: window.height, pixels: try images.image.read(window),
        labels: try SegmentTable.labels(images.segmentation, window).map(labels.number),
        label: segment.label,
        mask: try images.mask?.read(window).map { $0 != 0 } ?? [], noise: noise,
        pointSpread: pointSpread, column: window.column, row: window.row),
      fitsSersic: request.fitsSersic)
  }
}

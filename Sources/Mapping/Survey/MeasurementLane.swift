import Morphology
import RasterIO
import Rasters

/// The open files of one worker.
final class MeasurementLane: @unchecked Sendable {
  private let image: SkyImage
  private let segmentation: SkyImage
  private let sigma: SkyImage?
  private let mask: SkyImage?
  private let request: MeasureOptions
  private let pointSpread: PointSpread?

  /// Stamps of more pixels are not measured: such a segment is no galaxy.
  private static let mostPixels = 4 << 20

  init(_ request: MeasureOptions, pointSpread: PointSpread?) throws {
    self.request = request
    self.pointSpread = pointSpread
    image = try SkyImage(request.image)
    segmentation = try SkyImage(request.segmentation)
    sigma = try request.sigma.map(SkyImage.init)
    mask = try request.mask.map(SkyImage.init)
    for other in [segmentation, sigma, mask].compactMap({ $0 })
    where (other.width, other.height) != (image.width, image.height) {
      throw Failure.usage(
        "'\(other.typed)' has \(other.width)x\(other.height) pixels,"
          + " '\(image.typed)' \(image.width)x\(image.height); they must cover the same pixels")
    }
  }

  func segments(_ control: RunControl) throws -> [SegmentTable.Segment] {
    try SegmentTable(segmentation, control: control).segments
  }

  func measure(_ segment: SegmentTable.Segment) throws -> SourceMorphology {
    let window = SourceStamp.window(
      of: segment.box, imageWidth: image.width, imageHeight: image.height)
    guard window.pixelCount <= Self.mostPixels else {
      return .tooLarge(label: segment.label)
    }
    let noise: SourceStamp.Noise =
      try sigma.map { .sigma(try $0.read(window)) } ?? .gain(request.gain ?? 1)
    return SourceMorphology.measure(
      SourceStamp(
        width: window.width, height: window.height, pixels: try image.read(window),
        labels: try SegmentTable.labels(segmentation, window), label: segment.label,
        mask: try mask?.read(window).map { $0 != 0 } ?? [], noise: noise,
        pointSpread: pointSpread, column: window.column, row: window.row),
      fitsSersic: request.fitsSersic)
  }
}

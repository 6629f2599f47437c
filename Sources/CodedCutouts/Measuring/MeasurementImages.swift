import Rasters

/// The open files of one worker of `measure`.
final class MeasurementImages: @unchecked Sendable {
  let image: PlaneImage
  let segmentation: PlaneImage
  let sigma: PlaneImage?
  let mask: PlaneImage?

  init(_ request: MeasureOptions) throws {
    image = try PlaneImage(request.image)
    segmentation = try PlaneImage(request.segmentation, for: .labels)
    sigma = try request.sigma.map { try PlaneImage($0) }
    mask = try request.mask.map { try PlaneImage($0, for: .labels) }
    for other in [segmentation, sigma, mask].compactMap({ $0 })
    where (other.width, other.height) != (image.width, image.height) {
      throw Failure.usage(
        "'\(other.typed)' has \(other.width)x\(other.height) pixels,"
          + " '\(image.typed)' \(image.width)x\(image.height); they must cover the same pixels")
    }
  }

  private init(again images: MeasurementImages) throws {
    image = try images.image.reopened()
    segmentation = try images.segmentation.reopened()
    sigma = try images.sigma?.reopened()
    mask = try images.mask?.reopened()
  }

  /// Opens these files again, with handles of their own, for another thread.
  func reopened() throws -> MeasurementImages { try MeasurementImages(again: self) }
}

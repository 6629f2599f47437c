import Kernels
import Rasters

/// The codes of images turned in all eight ways.
struct CodeOrbits {
  private let turned: [[Float]]

  init(of images: ImageBatch, _ encoder: any ImageEncoder, workers: Workers) throws {
    guard images.height == images.width else {
      throw Failure(
        "images of \(images.width)x\(images.height) pixels cannot be turned; they must be square")
    }
    turned = try SquareTurn.all.map {
      try encoder.codes(of: images.turned($0), workers: workers)
    }
  }

  /// Values of all images' codes.
  var count: Int { turned[0].count }

  /// The eight values at a place of the codes in the order of their size, so
  /// that what is added up of them is the same to the last bit whichever way up
  /// the image was.
  func sorted(_ place: Int) -> [Double] {
    turned.map { Double($0[place]) }.sorted()
  }
}

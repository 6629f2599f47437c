import Fitting
import Kernels
import Rasters
import Testing

@testable import Vision

/// Images that a training takes as they lie.
@Suite struct StoredImagesTests {
  private func stored(_ images: ImageBatch) -> StoredImages {
    let out = StoredImages(count: images.count, channels: images.channels, side: images.side)
    for image in 0..<images.count { out.set(image, Array(images.values[images.range(image)])) }
    return out
  }

  @Test func keepsSomeInTheirOrder() {
    let images = blobs(9, side: 16)
    let kept = stored(images).keeping([0, 3, 4, 8])
    #expect(kept.count == 4)
    #expect(kept.images(in: 0..<4).values == images.images([0, 3, 4, 8]).values)
    #expect(kept.images(in: 2..<3).values == images.images([4]).values)
  }

  /// More than are worked on together.
  @Test func eachIsReplacedByWhatIsMadeOfIt() throws {
    let images = blobs(300, side: 16)
    let turned = stored(images)
    try turned.replace { $0.turned(SquareTurn(5)) }
    #expect(turned.images(in: 0..<300).values == images.turned(SquareTurn(5)).values)
  }

  /// Trained and whitened as on images of any other source.
  @Test func trainingIsTheSame() throws {
    let images = blobs(300, side: 16)
    var options = AutoencoderOptions()
    (options.side, options.filters, options.latent, options.epochs) = (16, [4], 5, 2)
    for most in [1000, 40] {
      options.samples = most
      let steps = try [images, stored(images)].map { (source: any ImageSource) in
        try ConvolutionalAutoencoder.fit(source, options: options, context: FitContext(seed: 3))
          .step.whitened(on: source, workers: Workers(2))
      }
      #expect(steps[0] == steps[1], "\(most)")
    }
    let broken = StoredImages(count: 1, channels: 1, side: 16)
    broken.set(0, [Float](repeating: .nan, count: 256))
    #expect(throws: Failure.self) {
      try ConvolutionalAutoencoder.fit(broken, options: options, context: FitContext())
    }
  }
}

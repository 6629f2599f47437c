import Fitting
import Kernels
import Rasters
import TestSupport
import Testing

@testable import Vision

/// An autoencoder of images that is broken off and gone on with comes to the same
/// bits.
@Suite struct BrokenAutoencoderTests {
  @Test(arguments: [(0.1, 10, 1e-3), (0.0, 0, 3e-3), (0.2, 2, 0.03)])
  func sameBits(_ validation: Double, _ patience: Int, _ rate: Double) throws {
    var options = AutoencoderOptions()
    (options.side, options.filters, options.latent) = (16, [3, 4], 5)
    (options.epochs, options.batch, options.noise) = (8, 12, 0.1)
    (options.validation, options.patience, options.rate) = (validation, patience, rate)
    (options.decay, options.decaySteps) = (0.8, 10)
    let images = blobs(60, side: 16, channels: 2)
    let fit = { (context: FitContext) in
      try ConvolutionalAutoencoder.fit(images, options: options, context: context)
    }
    let straight = try fit(FitContext(seed: 3))
    for steps in [2, 9] {
      let broken = BrokenOffFit(every: steps)
      let result = try broken.run(FitContext(seed: 3, workers: Workers(2)), fit)
      #expect(result.step == straight.step)
      #expect(result.notes == straight.notes)
      #expect(broken.attempts > 2)
    }
  }
}

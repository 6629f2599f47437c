import Kernels
import Testing

@testable import Vision

/// The same weights in PyTorch and here.
@Suite struct AutoencoderReferenceTests {
  @Test(arguments: ["one", "two", "three"]) func codesAndImagesAreTorchs(_ name: String) throws {
    let fixture = try AutoencoderFixture(name)
    let (autoencoder, images) = (try fixture.autoencoder(), try fixture.images)
    let codes = try autoencoder.codes(of: images, workers: Workers(2))
    let expected = try #require(fixture.tensors["codes"]).floats
    #expect(codes.count == expected.count)
    #expect(zip(codes, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    let rebuilt = try autoencoder.reconstructions(of: images, workers: Workers(2)).values
    let wanted = try #require(fixture.tensors["rebuilt"]).floats
    #expect(rebuilt.count == wanted.count)
    #expect(zip(rebuilt, wanted).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test(arguments: ["one", "two", "three"]) func lossAndGradientAreTorchs(_ name: String) throws {
    let fixture = try AutoencoderFixture(name)
    let (loss, gradient) = try lossAndGradient(fixture.autoencoder(), fixture.images)
    #expect(abs(loss - Double(try #require(fixture.tensors["loss"]).floats[0])) < 1e-6)
    let expected = try fixture.parameters("gradients.")
    let largest = expected.map(abs).max() ?? 0
    #expect(largest > 1e-3)
    #expect(zip(gradient, expected).allSatisfy { abs($0 - $1) < 1e-4 * largest })
  }

  /// Central differences of the loss as this program computes it: of Float, so
  /// with a step large enough to be seen and small enough to be straight.
  @Test func gradientIsTheSlope() throws {
    let shape = AutoencoderShape(channels: 1, side: 16, filters: [3, 2], kernel: 3, latent: 4)
    let autoencoder = try ConvolutionalAutoencoder.initial(shape, seed: 5)
    let images = blobs(5, side: 16)
    let gradient = try lossAndGradient(autoencoder, images).gradient
    let largest = Double(gradient.map(abs).max() ?? 0)
    var close = 0
    for index in autoencoder.parameters.indices {
      let step: Float = 1e-2
      var (less, more) = (autoencoder, autoencoder)
      less.parameters[index] -= step
      more.parameters[index] += step
      let rise = try lossAndGradient(more, images).loss - lossAndGradient(less, images).loss
      if abs(rise / Double(2 * step) - Double(gradient[index])) < 1e-2 * largest { close += 1 }
    }
    // The others step over a kink of ReLU or change which pixel is greatest.
    #expect(close > autoencoder.parameters.count * 97 / 100)
  }
}

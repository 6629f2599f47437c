import Fitting
import Foundation
import Kernels
import Rasters
import Tensors
import Testing

@testable import Vision

@Suite struct AutoencoderTrainingTests {
  private var options: AutoencoderOptions {
    var options = AutoencoderOptions()
    options.side = 16
    options.filters = [4, 6]
    options.latent = 6
    options.epochs = 8
    options.batch = 20
    options.rate = 3e-3
    return options
  }

  @Test func theSameBytesForAnyNumberOfWorkers() throws {
    var options = options
    options.noise = 0.1
    options.epochs = 2
    let images = blobs(67, side: 16, channels: 2)
    let fits = try [1, 2, 3, 7].map {
      try ConvolutionalAutoencoder.fit(
        images, options: options, context: FitContext(seed: 3, workers: Workers($0)))
    }
    for fit in fits {
      #expect(fit.step == fits[0].step)
      #expect(fit.notes == fits[0].notes)
    }
    let other = try ConvolutionalAutoencoder.fit(
      images, options: options, context: FitContext(seed: 4))
    #expect(other.step != fits[0].step)
  }

  @Test func learnsBlobs() throws {
    var options = options
    (options.filters, options.latent, options.epochs) = ([8, 8], 12, 100)
    options.noise = 0.2
    let images = blobs(300, side: 16)
    let fit = try ConvolutionalAutoencoder.fit(
      images, options: options, context: FitContext(seed: 1, workers: Workers(2)))
    let losses = fit.notes.curves[0].values
    #expect(losses.count <= 100)
    #expect(losses[losses.count - 1] < losses[0] / 2)
    #expect(fit.notes.curves.map(\.name) == ["autoencoder loss", "autoencoder validation loss"])
    // Denoising: a noisy image is rebuilt nearer to the clean one than it is.
    let random = CounterRandom(seed: 9)
    var noisy = images
    for place in noisy.values.indices {
      noisy.values[place] += 0.2 * Float(random.normal(UInt64(place)))
    }
    let rebuilt = try fit.step.reconstructions(of: noisy, workers: Workers(2))
    #expect(difference(rebuilt, images) < difference(noisy, images) / 2)
  }

  private func difference(_ a: ImageBatch, _ b: ImageBatch) -> Float {
    zip(a.values, b.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  @Test func codesDependOnTheImageAlone() throws {
    let shape = AutoencoderShape(channels: 1, side: 32, filters: [5, 3], kernel: 5, latent: 7)
    let autoencoder = try ConvolutionalAutoencoder.initial(shape, seed: 2)
    let images = blobs(40, side: 32)
    let all = try autoencoder.codes(of: images, workers: Workers(3))
    for image in [0, 15, 16, 39] {
      let alone = try autoencoder.codes(of: images.images([image]), workers: Workers(1))
      #expect(alone == Array(all[image * 7..<(image + 1) * 7]))
    }
  }

  @Test func stopsEarlyAndKeepsTheBest() throws {
    var options = options
    options.epochs = 200
    options.patience = 2
    options.rate = 0.03
    let fit = try ConvolutionalAutoencoder.fit(
      blobs(60, side: 16), options: options, context: FitContext(seed: 1))
    let (epochs, best) = (
      try #require(fit.notes.facts["autoencoder epochs"]),
      try #require(fit.notes.facts["autoencoder best-epoch"])
    )
    #expect(epochs < 200)
    #expect(best == epochs - 2)
  }

  @Test func aLossThatIsNoNumberIsAnError() {
    var images = blobs(40, side: 16)
    for place in images.values.indices { images.values[place] *= 1e30 }
    let failure = #expect(throws: Failure.self) {
      try ConvolutionalAutoencoder.fit(images, options: options, context: FitContext())
    }
    #expect(failure?.description.contains("the loss is not a number") == true)
  }

  @Test func imagesThatAreNotFiniteAreNamed() {
    var images = blobs(40, side: 16)
    images.values[12 * 256 + 7] = .nan
    let failure = #expect(throws: Failure.self) {
      try ConvolutionalAutoencoder.fit(images, options: options, context: FitContext())
    }
    #expect(
      failure?.description
        == "image 13 to train on holds values that are not finite; fill or stretch it")
  }

  @Test func imagesThatAreNotSquareAreRefused() {
    let flat = ImageBatch(
      count: 3, channels: 1, height: 20, width: 16, values: [Float](repeating: 0, count: 960))
    let failure = #expect(throws: Failure.self) {
      try ConvolutionalAutoencoder.fit(flat, options: options, context: FitContext())
    }
    #expect(failure?.description.contains("are 16x20 pixels in 1 channels") == true)
  }

  @Test func whatDoesNotFitIsRefusedWithTheFigure() {
    let options = AutoencoderOptions.fang2025
    let failure = #expect(throws: Failure.self) {
      try ConvolutionalAutoencoder.fit(
        blobs(10, side: 100), options: options, context: FitContext(),
        memoryLimit: 1_000_000_000)
    }
    #expect(failure?.description.contains("takes 40") == true, "\(failure?.description ?? "")")
    #expect(failure?.description.contains("1000 MB are allowed") == true)
  }

  /// The published network halves 100 twice and has 10,000 values throughout.
  @Test func thePublishedShape() {
    let shape = AutoencoderOptions.fang2025.shape(channels: 1)
    #expect(shape.features == 10_000)
    #expect(shape.latent == 10_000)
    #expect(shape.parameterCount == 2 * 10_000 * 10_001 + 2 * 6400 + 2 * 400 + 3 * 16 + 1)
  }

  /// The same without a bottleneck at a side whose codes fit anywhere.
  @Test func thePublishedNetworkLearns() throws {
    var options = AutoencoderOptions.fang2025
    (options.side, options.latent, options.epochs, options.validation) = (32, 1024, 4, 0)
    let fit = try ConvolutionalAutoencoder.fit(
      blobs(64, side: 32), options: options, context: FitContext(seed: 1, workers: Workers(2)))
    let losses = fit.notes.curves[0].values
    #expect(losses.count == 4)
    #expect(losses[3] < losses[0])
    #expect(fit.notes.facts["autoencoder best-epoch"] == 4)
  }

  @Test(arguments: [
    ("side", 30, "side is 30, must be a multiple of 4"),
    ("side", 8, "side is 8, must be from 16 to 256"), ("kernel", 4, "kernel is 4, must be odd"),
    ("latent", 0, "latent is 0"), ("epochs", 0, "at least one epoch"),
    ("batch", -1, "at least one epoch"),
  ])
  func wrongOptionsAreNamed(_ name: String, _ value: Int, _ words: String) {
    var options = options
    switch name {
    case "side": options.side = value
    case "kernel": options.kernel = value
    case "latent": options.latent = value
    case "epochs": options.epochs = value
    default: options.batch = value
    }
    let failure = #expect(throws: Failure.self) {
      try ConvolutionalAutoencoder.fit(
        blobs(4, side: options.side), options: options, context: FitContext())
    }
    #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
    #expect(failure?.exitCode == 2)
  }

  @Test func imagesOfAnotherKindAreRefused() throws {
    let shape = AutoencoderShape(channels: 3, side: 16, filters: [2], kernel: 3, latent: 2)
    let autoencoder = try ConvolutionalAutoencoder.initial(shape, seed: 2)
    #expect(throws: Failure.self) {
      try autoencoder.codes(of: blobs(2, side: 32, channels: 3), workers: Workers(1))
    }
    #expect(throws: Failure.self) {
      try autoencoder.codes(of: blobs(2, side: 16, channels: 2), workers: Workers(1))
    }
    let grey = blobs(2, side: 16)
    let threefold = ImageBatch(
      count: 2, channels: 3, height: 16, width: 16,
      values: (0..<2).flatMap { image in
        (0..<3).flatMap { _ in Array(grey.values[grey.range(image)]) }
      })
    #expect(
      try autoencoder.codes(of: grey, workers: Workers(1))
        == autoencoder.codes(of: threefold, workers: Workers(1)))
  }

  @Test func asAFile() throws {
    let shape = AutoencoderShape(channels: 2, side: 32, filters: [5, 3], kernel: 5, latent: 7)
    let autoencoder = try ConvolutionalAutoencoder.initial(shape, seed: 2)
    let data = try autoencoder.serialized()
    #expect(try ConvolutionalAutoencoder(data: data, name: "x") == autoencoder)
    #expect(try autoencoder.serialized() == data)
    var file = try SafetensorsFile(data: data, name: "x")
    file.tensors["code.bias"] = Tensor([1])
    #expect(throws: Failure.self) {
      try ConvolutionalAutoencoder(data: file.serialized(), name: "x")
    }
    file.metadata = [:]
    #expect(throws: Failure.self) {
      try ConvolutionalAutoencoder(data: file.serialized(), name: "x")
    }
    file.metadata = ["facies-autoencoder": "{\"side\": 16"]
    #expect(throws: Failure.self) {
      try ConvolutionalAutoencoder(data: file.serialized(), name: "x")
    }
  }

  /// A survey larger than what is learnt from is read once, block after block.
  @Test func drawsFromALargeSource() throws {
    struct Counted: ImageSource {
      let base: ImageBatch
      var count: Int { base.count }
      var channels: Int { 1 }
      var side: Int { 16 }
      func images(in range: Range<Int>) throws -> ImageBatch {
        #expect(range.count <= 256)
        return try base.images(in: range)
      }
    }
    var options = options
    (options.samples, options.epochs) = (50, 1)
    let images = blobs(600, side: 16)
    let fit = try ConvolutionalAutoencoder.fit(
      Counted(base: images), options: options, context: FitContext(seed: 6))
    let drawn = ClusterQuality.draw(50, of: Array(0..<600), seed: 6)
    var same = options
    same.samples = 1000
    let direct = try ConvolutionalAutoencoder.fit(
      images.images(drawn), options: same, context: FitContext(seed: 6))
    #expect(fit.step == direct.step)
  }
}

extension AutoencoderOptions {
  /// The network of Fang et al. 2025 (A&A 693, A141), as their programs have it:
  /// codes as long as an image has pixels, all layers rectified. The values are
  /// to be in [0, 1], not the published 0 to 255.
  fileprivate static var fang2025: AutoencoderOptions {
    var options = AutoencoderOptions()
    options.side = 100
    options.latent = 10_000
    options.isRectified = true
    options.batch = 8
    options.rate = 3e-4
    options.decay = 0.8
    options.augments = false
    return options
  }
}

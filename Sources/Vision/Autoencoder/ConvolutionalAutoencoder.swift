package import Fitting
import Kernels
import Rasters

/// A trained convolutional autoencoder: images to short codes, and codes back
/// to images without what they have to themselves, such as noise.
///
/// After Zhou et al. 2022 (AJ 163, 86) and Fang et al. 2025 (A&A 693, A141),
/// with a bottleneck of 40 (Zhu et al. 2025).
package struct ConvolutionalAutoencoder: ImageEncoder, Equatable {
  package let shape: AutoencoderShape
  /// All weights and biases, in the order of ``AutoencoderShape/parts``.
  package var parameters: [Float]

  init(shape: AutoencoderShape, parameters: [Float]) {
    self.shape = shape
    self.parameters = parameters
  }

  package var words: String {
    "convolutional autoencoder of \(shape.side)x\(shape.side) pixels, codes of \(shape.latent)"
  }
  package var codeLength: Int { shape.latent }
  package var channels: Int { shape.channels }
  package var side: Int { shape.side }

  /// Weights before training: uniform within limits of 6 / inputs before ReLU
  /// (He et al. 2015) and 6 / (inputs + outputs) elsewhere (Glorot and Bengio
  /// 2010), squared; biases 0.
  package static func initial(_ shape: AutoencoderShape, seed: UInt64) throws -> Self {
    try shape.check()
    var random = RandomSequence(seed: seed, stream: AutoencoderOptions.Stream.initial)
    var parameters = [Float](repeating: 0, count: shape.parameterCount)
    for part in shape.parts {
      guard let fans = part.fans else { continue }
      let fan = part.isRectified ? fans.0 : fans.0 + fans.1
      let limit = (6 / Double(fan)).squareRoot()
      for index in part.offset..<part.end {
        parameters[index] = Float(limit * (2 * random.uniform() - 1))
      }
    }
    return ConvolutionalAutoencoder(shape: shape, parameters: parameters)
  }

  /// Trains on images of a survey. `memoryLimit` is in bytes; what takes more
  /// is refused with the figure.
  package static func fit(
    _ images: any ImageSource, options: AutoencoderOptions, context: FitContext,
    memoryLimit: Int? = nil
  ) throws -> Fit<ConvolutionalAutoencoder> {
    let shape = options.shape(channels: images.channels)
    try shape.check()
    try check(options, images)
    let count = min(images.count, options.samples)
    try AutoencoderMemory(
      shape, batch: min(options.batch, count), images: count, workers: context.workers.count
    ).check(memoryLimit, latent: options.latent)
    let start = try initial(shape, seed: context.seed)
    let training = try TrainingImages(images, most: options.samples, context: context)
    let run = AutoencoderRun(shape, start.parameters, training, options, context)
    let parameters = try run.train()
    return Fit(ConvolutionalAutoencoder(shape: shape, parameters: parameters), notes: run.notes)
  }

  private static func check(_ options: AutoencoderOptions, _ images: any ImageSource) throws {
    guard images.count > 0 else {
      throw Failure("there are no images to train the autoencoder on")
    }
    guard images.side == options.side else {
      throw Failure(
        "images of \(images.side) pixels a side cannot train an autoencoder of \(options.side);"
          + " bring them to its side")
    }
    guard options.epochs > 0, options.batch > 0, options.samples > 0, options.decaySteps > 0 else {
      throw Failure.usage(
        "training the autoencoder needs at least one epoch, a batch, samples and decay steps of"
          + " at least 1")
    }
    guard options.rate > 0, options.rate.isFinite, options.decay > 0, options.decay <= 1 else {
      throw Failure.usage(
        "the autoencoder's rate is \(options.rate) and its decay \(options.decay); a rate is above"
          + " 0 and a decay from 0 to 1")
    }
    guard options.noise >= 0, options.noise.isFinite, (0..<1).contains(options.validation) else {
      throw Failure.usage(
        "the autoencoder's noise is \(options.noise) and its validation \(options.validation);"
          + " noise is at least 0, validation from 0 to below 1")
    }
  }
}

import Kernels
package import Scenes
package import Vision

/// What stands between a view and its features: unwrapping, the encoder, the
/// mean over rotations and reflections.
package enum EncoderChain {
  /// The whole chain about an encoder.
  package static func chain(_ base: any ImageEncoder, _ survey: Survey) throws -> any ImageEncoder {
    guard survey.view.polar != .none else {
      guard survey.encoder.isSymmetric, !(base is PixelEncoder) else { return base }
      return base is ConvolutionalAutoencoder ? OrbitEncoder(base) : SymmetricEncoder(base)
    }
    return try UnwrappedEncoder(base, unwrapping: unwrapping(survey, side: base.side))
  }

  /// An unwrapped image knows no rotation: of the symmetries only the handedness
  /// is left.
  static func unwrapping(_ survey: Survey, side: Int) -> SquareUnwrapping {
    guard survey.view.polar == .moments else {
      return .published(PublishedPolar(keepsSlips: false))
    }
    var out = PolarUnwrapping(side: side)
    out.ignoresHandedness = survey.encoder.isSymmetric
    return .adaptive(out)
  }

  /// The pixels as features; of turned images their mean.
  package static func pixels(_ survey: Survey, channels: Int) -> PixelEncoder {
    PixelEncoder(
      side: survey.view.side ?? 32, channels: channels,
      isSymmetric: survey.encoder.isSymmetric && survey.view.polar == .none)
  }

  /// How an autoencoder is built and trained.
  package static func autoencoder(_ survey: Survey) -> AutoencoderOptions {
    var out = AutoencoderOptions()
    out.side = survey.view.side ?? out.side
    out.latent = survey.encoder.latent
    out.epochs = survey.encoder.epochs
    out.samples = survey.encoder.sample
    out.noise = survey.encoder.noise
    // Unwrapped images must not be turned.
    out.augments = survey.view.polar == .none
    return out
  }
}

import Kernels
package import Scenes
package import Vision

/// What stands between a view and its features: unwrapping, the encoder, the
/// mean over rotations and reflections.
package enum EncoderChain {
  /// The whole chain about an encoder.
  package static func chain(_ base: any ImageEncoder, _ survey: Survey) throws -> any ImageEncoder {
    guard survey.view.polar != .none else {
      return survey.encoder.isSymmetric ? survey.seer.symmetric(base) : base
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
}

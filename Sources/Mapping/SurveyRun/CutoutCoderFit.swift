import Kernels
import Learning
import Rasters
import Scenes
import Surveys
import Vision

/// Fits what turns cutouts into codes, on a sample of them.
struct CutoutCoderFit {
  let survey: Survey
  let source: any CutoutSource
  let context: FitContext

  /// Floats of features or pixels that are kept at once: 1 GB.
  private static let mostSamples = 256 << 20

  func fit() throws -> CutoutCoder {
    let encoder = try self.encoder()
    let view = try self.view(encoder)
    var features = try samples(limit: Self.mostSamples / max(1, encoder.codeLength), "encode sample") {
      try CutoutCoder.features($0, view: view, encoder: encoder, context).compactMap { $0 }
    }
    guard features.count > encoder.codeLength else {
      throw Failure("fewer than two cutouts can be read and shown")
    }
    let reduction = try Self.reduction(
      survey.reduction, &features, width: encoder.codeLength, context)
    return CutoutCoder(view: view, encoder: encoder, reduction: reduction)
  }

  // MARK: the encoder

  private func encoder() throws -> any ImageEncoder {
    switch survey.encoder.method {
    case .pixels:
      PixelEncoder(
        side: survey.view.side ?? 32, channels: channels, isSymmetric: survey.encoder.isSymmetric)
    case .autoencoder, .pretrained:
      throw Failure.usage("the encoder \(survey.encoder.method.rawValue) is not there")
    }
  }

  private var channels: Int { source.bandCount }

  /// How people are shown the cutouts.
  func pictureView() throws -> CutoutView {
    CutoutView(
      side: 96, crop: survey.view.crop, stretch: try Stretch(survey.view.stretch),
      channels: source.bandCount,
      pictureBands: try Self.pictureBands(survey, bands: source.bandCount))
  }

  private func view(_ encoder: any ImageEncoder) throws -> CutoutView {
    CutoutView(
      side: survey.view.side ?? encoder.side, crop: survey.view.crop,
      stretch: try Stretch(survey.view.stretch), channels: encoder.channels,
      pictureBands: try Self.pictureBands(survey, bands: source.bandCount))
  }

  /// From 0. Three bands are shown with the first, the bluest by custom, as
  /// blue; those of pictures as they come.
  static func pictureBands(_ survey: Survey, bands: Int) throws -> [Int] {
    guard let chosen = survey.view.pictureBands else {
      guard bands >= 3 else { return [0] }
      if case .folder = survey.input, bands == 3 { return [0, 1, 2] }
      return [2, 1, 0]
    }
    guard chosen.allSatisfy({ $0 <= bands }) else {
      throw Failure.usage(
        "picture-bands is \(chosen.map(String.init).joined(separator: ",")), there are bands 1 to "
          + "\(bands)")
    }
    return chosen.map { $0 - 1 }
  }

  // MARK: the sample

  /// What `read` makes of cutouts that are drawn, one after another.
  private func samples(
    limit: Int, _ stage: String, _ read: ([CutoutReading]) throws -> [[Float]]
  ) throws -> [Float] {
    let drawn = ClusterQuality.draw(
      max(2, min(survey.vote.fitSamples, limit)), of: Array(source.objects.ids.indices),
      seed: context.seed)
    var out: [Float] = []
    try source.forEach(drawn, stage: stage, context) { readings in
      for own in try read(readings) { out += own }
    }
    return out
  }

  // MARK: the reduction

  private static func reduction(
    _ asked: Survey.Reduction, _ features: inout [Float], width: Int, _ context: FitContext
  ) throws -> RandomizedComponents {
    let most: Int
    switch asked.components {
    case .count(let count): most = count
    case .share, .jump: most = min(width, 512)
    }
    let all = try RandomizedComponents(
      &features, width: width, components: min(most, width), whitens: asked.whitens,
      context: context)
    switch asked.components {
    case .count: return all
    case .share(let share): return all.leading(all.countExplaining(share))
    case .jump: return all.leading(all.countBeforeJump)
    }
  }
}

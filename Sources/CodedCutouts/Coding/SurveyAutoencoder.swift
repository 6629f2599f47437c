package import Fitting
package import Foundation
package import Scenes
package import Vision

/// An autoencoder of the survey's own cutouts.
package struct SurveyAutoencoder: SurveyEncoder {
  private let survey: Survey

  package init(_ survey: Survey) { self.survey = survey }

  /// How it is built and trained.
  private var options: AutoencoderOptions {
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

  /// Whether features are the means and strengths of codes over all turns.
  private var isOrbit: Bool { survey.encoder.isSymmetric && survey.view.polar == .none }

  package func fit(
    _ stage: CutoutCoderFit, crop: Double, _ notes: inout FitNotes
  ) throws -> any ImageEncoder {
    let context = stage.context
    let images = try images(stage, crop: crop)
    let fit = try ConvolutionalAutoencoder.fit(images, options: options, context: context)
    notes.append(fit.notes)
    guard isOrbit else { return fit.step }
    return try fit.step.whitened(
      on: images, workers: context.workers, checkpoint: context.checkpoint)
  }

  /// What it is trained on.
  private func images(_ stage: CutoutCoderFit, crop: Double) throws -> StoredImages {
    let context = stage.context
    let (channels, side) = (stage.source.bandCount, options.side)
    let view = try stage.view(side: side, bands: Array(0..<channels), crop: crop)
    let drawn = stage.draw(
      min(options.samples, CutoutCoderFit.mostSamples / (channels * side * side)))
    let all = StoredImages(count: drawn.count, channels: channels, side: side)
    let places = try stage.read(drawn, "training cutouts") { readings in
      try context.workers.map(readings.count) { _, index in
        readings[index].planes.flatMap(view.pixels)
      }
    } keep: {
      all.set($0, $1)
    }
    let images = all.keeping(places)
    if survey.view.polar != .none {
      let unwrapping = EncoderChain.unwrapping(survey, side: side)
      try images.replace {
        try context.checkpoint()
        return try unwrapping.unwrap($0, workers: context.workers)
      }
    }
    return images
  }

  package func symmetric(_ encoder: any ImageEncoder) -> any ImageEncoder { OrbitEncoder(encoder) }

  package func usualReduction(features: Int, isOrbit: Bool) -> UsualReduction {
    // Codes of one orientation are of very different widths.
    isOrbit
      ? UsualReduction(components: .count(features), whitening: .none, isUnitLength: false)
      : UsualReduction(components: .count(20), whitening: .full, isUnitLength: false)
  }

  package func features(bands: Int) -> Int { survey.encoder.latent * (isOrbit ? 2 : 1) }

  /// Images that it is trained on, and their codes in all turns.
  package func fitBytes(objects: Int, bands: Int, workers: Int) -> Int {
    let shape = options.shape(channels: bands)
    let images = min(
      options.samples, objects, CutoutCoderFit.mostSamples / max(1, shape.imageLength))
    let memory = AutoencoderMemory(
      shape, batch: min(options.batch, images), images: images, workers: workers)
    return memory.bytes + 4 * 8 * images * options.latent
  }

  package func serialized(_ encoder: any ImageEncoder) throws -> Data? {
    try (encoder as? ConvolutionalAutoencoder)?.serialized()
  }

  package func restored(from saved: SavedEncoder) throws -> any ImageEncoder {
    try ConvolutionalAutoencoder(data: saved.data(), name: saved.model)
  }
}

package import Fitting
package import Scenes
package import Vision

/// The pixels as features; of turned images their mean.
package struct SurveyPixels: SurveyEncoder {
  private let survey: Survey

  package init(_ survey: Survey) { self.survey = survey }

  private func encoder(channels: Int) -> PixelEncoder {
    PixelEncoder(
      side: survey.view.side ?? 32, channels: channels,
      isSymmetric: survey.encoder.isSymmetric && survey.view.polar == .none)
  }

  package func fit(
    _ stage: CutoutCoderFit, crop: Double, _ notes: inout FitNotes
  ) throws -> any ImageEncoder { encoder(channels: stage.source.bandCount) }

  package func symmetric(_ encoder: any ImageEncoder) -> any ImageEncoder { encoder }

  package func usualReduction(features: Int, isOrbit: Bool) -> UsualReduction {
    UsualReduction(components: .count(40), whitening: .full, isUnitLength: false)
  }

  package func features(bands: Int) -> Int { encoder(channels: bands).codeLength }

  package func restored(from saved: SavedEncoder) throws -> any ImageEncoder {
    encoder(channels: saved.bands)
  }
}

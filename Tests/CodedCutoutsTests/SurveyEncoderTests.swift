import Foundation
import Learning
import Rasters
import Scenes
import Testing

@testable import CodedCutouts

/// What the choice of an encoder means for a survey.
@Suite struct SurveyEncoderTests {
  private static func survey(
    _ method: Survey.Encoder.Method, _ change: (inout Survey) -> Void = { _ in }
  ) -> Survey {
    var survey = Survey(name: "s", input: .images([]))
    survey.encoder.method = method
    change(&survey)
    return survey
  }

  private static func saved(bands: Int = 2, weights: String? = nil) -> SavedEncoder {
    SavedEncoder(
      model: "m.safetensors", bands: bands, weights: (weights, "net.pth", "none"),
      features: "head", crops: [1]
    ) { Data() }
  }

  @Test func codesAreReducedAsServesTheEncoder() {
    func usual(_ survey: Survey, isOrbit: Bool = false) -> CodeReduction {
      CodeReduction(survey, features: 80, isOrbit: isOrbit)
    }
    let pixels = usual(Self.survey(.pixels))
    #expect(pixels.components == .count(40) && pixels.whitening == .full && !pixels.isUnitLength)
    let orbit = usual(Self.survey(.autoencoder), isOrbit: true)
    #expect(orbit.components == .count(80) && orbit.whitening == .none && !orbit.isUnitLength)
    let single = usual(Self.survey(.autoencoder))
    #expect(single.components == .count(20) && single.whitening == .full)
    let network = usual(Self.survey(.pretrained) { $0.encoder.crops = [1, 0.5] })
    #expect(network.components == .count(25) && network.whitening == .half)
    #expect(network.isUnitLength && network.blocks == 4)
    let asked = usual(
      Self.survey(.pretrained) {
        $0.reduction.components = .jump
        $0.reduction.isUnitLength = false
      })
    #expect(asked.components == .jump && !asked.isUnitLength && asked.whitening == .half)
  }

  @Test func lengthsAreKnownBeforeTheFit() {
    #expect(Self.survey(.pixels).seer.features(bands: 3) == 3 * 32 * 32)
    #expect(Self.survey(.autoencoder).seer.features(bands: 3) == 80)
    #expect(Self.survey(.autoencoder) { $0.view.polar = .moments }.seer.features(bands: 3) == 40)
    #expect(Self.survey(.pretrained).seer.features(bands: 3) == 0)
  }

  @Test func onlyATrainingTakesMemory() {
    for method in Survey.Encoder.Method.allCases {
      let seer = Self.survey(method).seer
      let isTrained = method == .autoencoder
      #expect((seer.fitBytes(objects: 1000, bands: 3, workers: 2) > 0) == isTrained)
      #expect(seer.heldBytes(workers: 2) == 0)
    }
  }

  @Test func aNetworkIsShownMoreWhereItLooksAtSeveralMiddles() {
    #expect(Self.survey(.pretrained).seer.widening == 1.75)
    #expect(Self.survey(.pretrained) { $0.encoder.crops = [1] }.seer.widening == 1)
    #expect(Self.survey(.pixels).seer.widening == 1)
  }

  @Test func weightsThatAreMissingAreAskedFor() throws {
    #expect(try Self.survey(.pixels).openedEncoder() == nil)
    #expect(try Self.survey(.autoencoder).openedEncoder() == nil)
    #expect(throws: Failure.self) { try Self.survey(.pretrained).openedEncoder() }
    #expect(try Self.survey(.pretrained) { $0.model = "m.safetensors" }.openedEncoder() == nil)
    #expect(throws: Failure.self) { try Self.survey(.pretrained).seer.restored(from: Self.saved()) }
  }

  @Test func pixelsAreRestoredFromTheirSettings() throws {
    let survey = Self.survey(.pixels) { $0.view.side = 16 }
    let encoder = try survey.seer.restored(from: Self.saved())
    #expect(encoder.codeLength == 2 * 16 * 16)
    #expect(try survey.seer.serialized(encoder) == nil)
    #expect(try EncoderChain.chain(encoder, survey).words == encoder.words)
  }
}

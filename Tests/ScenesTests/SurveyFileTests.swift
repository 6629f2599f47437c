import Documents
import Foundation
import Rasters
import Testing

@testable import Scenes

/// Survey files: what they mean, and what wrong ones are told.
@Suite struct SurveyFileTests {
  private static let every = """
    name: fields
    survey: [g.fits, /data/r.fits]
    image: SCI
    bands: [g, r]
    catalogue: {path: cat.vot, columns: {id: SOURCE, ra: A, dec: D}, ra-hours: true, pixel-origin: 0}
    detection: {threshold: 2, min-area: 9, mesh: 32, mesh-filter: 5, deblend-levels: 16,
      deblend-contrast: 0.01, clean: 0, smooth: false, band: 2}
    cutouts: {size: 50, mask-neighbours: false}
    view: {side: 40, crop: 0.5, stretch: log, polar: moments, picture-bands: [2, 1, 1]}
    encoder: {method: autoencoder, symmetry: none, latent: 12, epochs: 3, sample: 99, noise: 0.1,
      denoised: true}
    reduction: {components: 0.95, whiten: half, unit-length: true}
    vote: {groups: 7, members: [ward, gmm], rule: 1-of-2, align: majority, completion: softmax,
      fit-samples: 500, bootstraps: 2, birch-threshold: 0.1, birch-branching: 30}
    measurements: {sersic: false, gain: 2.5, psf: psf.fits}
    classes: names.yaml
    title: A title
    credit: somebody
    seed: 9
    """

  @Test func everyKeyIsRead() throws {
    let survey = try SurveyFile.parse(Self.every, file: "/somewhere/a.yaml")
    #expect(survey.input == .images(["/somewhere/g.fits", "/data/r.fits"]))
    #expect(survey.name == "fields" && survey.image == "SCI" && survey.bandNames == ["g", "r"])
    let catalogue = try #require(survey.catalogue)
    #expect(catalogue.path == "/somewhere/cat.vot" && catalogue.raInHours)
    #expect(catalogue.columns == ["id": "SOURCE", "ra": "A", "dec": "D"])
    #expect(catalogue.pixelOrigin == 0)
    #expect(survey.detection.threshold == 2 && survey.detection.leastArea == 9)
    #expect(survey.detection.mesh == 32 && survey.detection.meshFilter == 5)
    #expect(survey.detection.deblendLevels == 16 && survey.detection.deblendContrast == 0.01)
    #expect(survey.detection.clean == 0 && !survey.detection.smooths)
    #expect(survey.detection.band == 2)
    #expect(survey.cutouts.size == 50 && !survey.cutouts.masksNeighbours)
    #expect(survey.view.side == 40 && survey.view.crop == 0.5 && survey.view.stretch == .log)
    #expect(survey.view.polar == .moments && survey.view.pictureBands == [2, 1, 1])
    #expect(survey.encoder.latent == 12 && survey.encoder.epochs == 3)
    #expect(survey.encoder.sample == 99 && survey.encoder.noise == 0.1)
    #expect(survey.encoder.writesDenoised)
    #expect(!survey.encoder.isSymmetric && survey.encoder.method == .autoencoder)
    #expect(survey.reduction.components == .share(0.95) && survey.reduction.whitening == .half)
    #expect(survey.reduction.isUnitLength == true)
    #expect(survey.vote.groups == 7 && survey.vote.members == ["ward", "gmm"])
    #expect(survey.vote.rule.text == "1-of-2" && survey.vote.alignment == .majority)
    #expect(survey.vote.completion == .softmax && survey.vote.fitSamples == 500)
    #expect(survey.vote.bootstraps == 2 && survey.vote.birchThreshold == 0.1)
    #expect(survey.vote.birchBranching == 30)
    let measured = try #require(survey.measurements)
    #expect(!measured.fitsSersic && measured.gain == 2.5)
    #expect(measured.pointSpread == "/somewhere/psf.fits")
    #expect(survey.classes == "/somewhere/names.yaml" && survey.title == "A title")
    #expect(survey.credit == "somebody" && survey.seed == 9)
  }

  /// What is written is read back the same.
  @Test(arguments: [
    every, "survey: a.fits", "survey: /x/y.mat", "survey: a.fits\nmeasurements: false",
    "survey: a.fits\npreset: fang2025",
    "survey: a.fits\nencoder: {method: pretrained, weights: w.pth, features: head, crops: [1, 0.5]}",
    "survey: a.fits\nencoder: pixels\nreduction: {components: jump}",
    "survey: a.fits\nmodel: m.safetensors\ncatalogue: 'o''dd \"name.csv'",
  ])
  func textIsReadBack(_ text: String) throws {
    let survey = try SurveyFile.parse(text, file: "/f/a.yaml")
    let again = try SurveyFile.parse(SurveyFile.text(survey), file: "/elsewhere/b.yaml")
    #expect(again == survey)
  }

  @Test func presetIsChangedByWhatElseIsSaid() throws {
    let survey = try SurveyFile.parse(
      "survey: a.fits\nvote: {groups: 9}\npreset: fang2025\n", file: "a.yaml")
    #expect(survey.vote.groups == 9 && survey.vote.alignment == .majority)
    #expect(survey.view.polar == .fang2025 && survey.reduction.components == .jump)
  }

  @Test(arguments: [
    ("name: a", "1:1: the file has no 'survey' (FITS images, or a folder of cutouts)"),
    ("survey: []", "1:9: input is empty"),
    ("survey: a.fits\nspeed: 3", "2:1: unknown key 'speed' in the survey"),
    ("survey: a.fits\ndetection: {treshold: 3}", "2:13: unknown key 'treshold' in detection"),
    ("survey: a.fits\ndetection: {threshold: 0}", "2:24: threshold is 0, must be from 0.01"),
    ("survey: a.fits\ncutouts: {size: 4}", "2:17: size is 4, must be from 8 to 4096"),
    ("survey: a.fits\nview: {stretch: sqrt}", "2:17: stretch 'sqrt' is not known"),
    (
      "survey: a.fits\nview: {picture-bands: [1, 2]}",
      "2:23: picture-bands is 1, 2, must be one band or"
    ),
    ("survey: a.fits\nencoder: pretrained", "2:10: encoder pretrained needs its 'weights'"),
    ("survey: a.fits\nencoder: {method: pixels, latent: 3}", "2:27: unknown key 'latent'"),
    ("survey: a.fits\nencoder: {latent: 3}", "2:10: encoder has no 'method'"),
    (
      "survey: a.fits\nreduction: {components: 1.5}",
      "2:25: components is 1.5, must be a number from"
    ),
    ("survey: a.fits\nvote: {align: rank}", "2:15: align 'rank' is not known"),
    ("survey: a.fits\nmodel: m\nview: {side: 32}", "3:7: view is in the model"),
    ("survey: a.fits\npreset: zhou2022", "2:9: preset 'zhou2022' is not known"),
    ("survey: a.fits\ncatalogue: {columns: {id: a}}", "2:12: catalogue has no 'path'"),
    ("survey: a.fits\nseed: -1", "2:7: seed is -1, must be at least 0"),
  ])
  func wrongFilesAreExplained(_ text: String, says: String) {
    let error = #expect(throws: DocumentError.self) {
      try SurveyFile.parse(text, file: "a.yaml")
    }
    let message = error.map { "\($0)" } ?? ""
    #expect(message.hasPrefix("a.yaml:" + says), "\(message)")
  }

  /// Each key of an encoder is a setting, and belongs to one encoder.
  @Test func keysOfEncodersAreDeclared() {
    let declared = SurveySettings.all.keys(below: "encoder")
    let own = Survey.Encoder.Method.allCases.flatMap { $0.keys.map(\.name) }
    #expect(Set(own).count == own.count)
    #expect(Set(own + ["method", "symmetry"]) == Set(declared))
  }
}

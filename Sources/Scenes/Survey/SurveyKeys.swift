import Clusterers
import Documents
public import Settings

/// Every key of a survey file, in the order in which it is read, written and listed.
enum SurveyKeys {
  static let all = source + shown + fitted + results

  private static let source: [FileKey<Survey>] = [
    // The first two make the survey that the others change.
    .init("name", [SurveySettings.name.description]) { YAMLText.quoted($0.name) },
    .init("survey", [SurveySettings.input.description]) {
      YAMLText.value(.texts($0.paths))
    },
    // Before what changes it.
    .key(
      .init(SurveySettings.preset) {
        $1.apply(try $0.read(SurveySettings.preset))
      } text: {
        $0.preset.map { .plain($0.rawValue) }
      }, isAlwaysSaid: true),
    .key(.init(SurveySettings.image, \.image)),
    .init("bands", [SurveySettings.bands.description]) {
      $1.bandNames = try SceneFile.distinctNames($0, what: "bands")
    } text: {
      $0.bandNames.map { YAMLText.value(.texts($0)) }
    },
    .init(
      "catalogue", CatalogueSettings.all,
      option: .init(CatalogueSettings.path, .text) {
        $1.catalogue = Survey.Catalogue(path: try $0.path(CatalogueSettings.path))
      }
    ) {
      $1.catalogue = try CatalogueKey.catalogue($0)
    } text: {
      $0.catalogue.map(CatalogueKey.text)
    },
    .mapping(
      "detection", \.detection,
      DetectionSettings.keys.map {
        .key($0, isOption: $0.name == DetectionSettings.threshold.name.leaf)
      }),
    .mapping(
      "cutouts", \.cutouts,
      [
        .key(.init(SurveySettings.size, \.size), isOption: true),
        .key(.init(SurveySettings.masksNeighbours, \.masksNeighbours)),
      ]),
  ]

  private static let shown: [FileKey<Survey>] = [
    .mapping(
      "view", \.view,
      [
        .key(.init(SurveySettings.side, \.side)), .key(.init(SurveySettings.crop, \.crop)),
        .key(.init(SurveySettings.stretch, \.stretch)),
        .key(.init(SurveySettings.polar, \.polar)),
        .key(.init(SurveySettings.pictureBands, \.pictureBands)),
      ])
  ]

  private static let fitted: [FileKey<Survey>] = [
    .init("encoder", EncoderKey.settings) {
      $1.encoder = try EncoderKey.encoder($0, base: $1.encoder)
    } difference: {
      EncoderKey.text($0, usual: $1?.encoder)
    },
    .mapping(
      "reduction", \.reduction,
      [
        .init("components", [SurveySettings.components.description]) {
          $1.components = try components($0)
        } text: {
          $0.components.map(\.description)
        },
        .key(.init(SurveySettings.whitening, \.whitening)),
        .key(.init(SurveySettings.unitLength, \.isUnitLength)),
      ]),
    .mapping(
      "vote", \.vote,
      VoteRequest.keys.map { .key($0, isOption: $0.name == VoteRequest.groups.name.leaf) }),
  ]

  private static let results: [FileKey<Survey>] = [
    .init("measurements", measurements.flatMap(\.settings)) {
      $1.measurements = try measured($0)
    } text: { own in
      guard let own = own.measurements else { return "false" }
      return FileKey.mapping(measurements, own, usual: Survey.Measurements())
    },
    .key(.init(path: SurveySettings.classes, \.classes), isOption: true),
    .key(.init(path: SurveySettings.model, \.model)),
    .key(.init(SurveySettings.title, \.title)), .key(.init(SurveySettings.credit, \.credit)),
    .key(.init(SurveySettings.seed, \.seed)),
  ]

  private static let measurements: [FileKey<Survey.Measurements>] = [
    .key(.init(SurveySettings.sersic, \.fitsSersic)), .key(.init(SurveySettings.gain, \.gain)),
    .key(.init(path: SurveySettings.pointSpread, \.pointSpread)),
  ]

  /// `false`, or `{sersic: false, gain: 2.5, psf: psf.fits}`.
  private static func measured(_ value: YAMLValue) throws -> Survey.Measurements? {
    if let flag = value.plainFlag { return flag ? Survey.Measurements() : nil }
    var out = Survey.Measurements()
    try FileKey.read(value, "measurements", measurements, into: &out)
    return out
  }

  static func components(_ value: YAMLValue) throws -> Survey.Reduction.Components {
    if (try? value.string("components")) == "jump" { return .jump }
    return try value.checked(
      value.plainInteger.map { .count($0) } ?? .share(value.number("components")),
      SurveySettings.components)
  }
}

extension Survey {
  /// Options of commands that change a survey, made from the keys of its file.
  public static let options: [SettingOption<Survey>] = SurveyKeys.all.flatMap(\.options)
}

import Documents
import Settings

/// The key `encoder` of a survey file.
enum EncoderKey {
  /// The keys of every encoder beside `method`.
  private static let common: [FileKey<Survey.Encoder>] = [
    .key(.init(SurveySettings.symmetry, \.symmetry))
  ]

  static let settings =
    ([SurveySettings.encoder.description] + common.flatMap(\.settings)
      + Survey.Encoder.Method.allCases.flatMap { $0.keys.flatMap(\.settings) })

  static func encoder(
    _ value: YAMLValue, base: Survey.Encoder
  ) throws -> Survey.Encoder {
    let methods = Survey.Encoder.Method.allCases.map(\.rawValue)
    var out = base
    func choose(_ value: YAMLValue) throws {
      out.method =
        Survey.Encoder.Method(rawValue: try value.choice("encoder", of: methods)) ?? out.method
    }
    guard value.isMapping else {
      try choose(value)
      guard out.method != .pretrained else {
        throw value.error(
          "encoder pretrained needs its 'weights': {method: pretrained, weights: …}")
      }
      return out
    }
    guard let method = try value.entries("encoder").first(where: { $0.key == "method" })?.value
    else { throw value.error("encoder has no 'method'") }
    try choose(method)
    let keys = common + out.method.keys
    let entries = try value.mapping(
      "encoder \(out.method.rawValue)", known: ["method"] + keys.map(\.name))
    if out.method == .pretrained, entries["weights"] == nil {
      throw value.error("encoder pretrained has no 'weights'")
    }
    try FileKey.take(entries, keys, into: &out)
    return out
  }

  /// Nil where the encoder is the usual one. Beside a model only the file of its network is said.
  static func text(_ survey: Survey, usual: Survey.Encoder?) -> String? {
    let own = survey.encoder
    guard survey.model == nil else {
      return own.weights.map { "{method: pretrained, weights: \(YAMLText.quoted($0))}" }
    }
    guard own != usual else { return nil }
    let method = FileKey<Survey.Encoder>.key(.init(SurveySettings.encoder, \.method))
    return FileKey.mapping([method] + common + own.method.keys, own, usual: nil)
  }
}

extension Survey.Encoder.Method {
  /// The keys of one encoder only, in the order in which they are written.
  var keys: [FileKey<Survey.Encoder>] {
    switch self {
    case .autoencoder:
      [
        .key(.init(SurveySettings.latent, \.latent)),
        .key(.init(SurveySettings.epochs, \.epochs)),
        .key(.init(SurveySettings.sample, \.sample)),
        .key(.init(SurveySettings.noise, \.noise)),
        .key(.init(SurveySettings.denoised, \.writesDenoised)),
      ]
    case .pretrained:
      [
        .key(.init(path: SurveySettings.weights, \.weights)),
        .key(.init(SurveySettings.features, \.features)),
        .key(.init(SurveySettings.crops, \.crops)),
      ]
    default: []
    }
  }
}

import ArgumentParser
import FaciesKit

/// What may be changed about a survey on the command line.
struct SurveyOptions: ParsableArguments {
  @OptionGroup var declared: DeclaredOptions<Survey>
  @Option(help: .of(SurveySettings.preset)) var preset: String?
  @Option(help: .of(SurveySettings.encoder)) var encoder: String?
  @Option(help: .of(SurveySettings.weights)) var weights: String?
  @Option(help: .of(SurveySettings.model)) var apply: String?
  @Flag(help: .of(SurveySettings.noMeasurements)) var noMeasurements = false

  /// Those that are given.
  var given: [SettingName] {
    declared.given
      + [
        preset.map { _ in SurveySettings.preset.name },
        encoder.map { _ in SurveySettings.encoder.name },
        weights.map { _ in SurveySettings.weights.name },
        apply.map { _ in SurveySettings.model.name },
        noMeasurements ? SurveySettings.noMeasurements.name : nil,
      ].compactMap(\.self)
  }

  func apply(to survey: inout Survey) throws {
    if let preset { survey.apply(try SurveySettings.preset.read(preset)) }
    try declared.apply(to: &survey)
    if let apply {
      try refuseFitted()
      survey.model = apply
    }
    try applyEncoder(to: &survey.encoder)
    if noMeasurements { survey.measurements = nil }
  }

  /// A model says what is fitted; nothing else may.
  private func refuseFitted() throws {
    let fitted = [
      VoteRequest.groups.name, SurveySettings.encoder.name, SurveySettings.preset.name,
    ]
    guard let name = fitted.first(where: given.contains) else { return }
    throw Failure.usage(
      "\(name) says what is fitted, \(SurveySettings.model) takes a model that is",
      code: .conflict, setting: name)
  }

  private func applyEncoder(to own: inout Survey.Encoder) throws {
    let method = try encoder.map(SurveySettings.encoder.read)
    if let method { own.method = method }
    if let weights {
      if let method, method != .pretrained {
        throw Failure.usage(
          "\(SurveySettings.weights) goes with \(SurveySettings.encoder) pretrained, not with "
            + "\(SurveySettings.encoder) \(method.rawValue)", code: .conflict)
      }
      own.weights = weights
      own.method = .pretrained
    }
    guard own.method != .pretrained || own.weights != nil else {
      throw Failure.usage(
        "\(SurveySettings.encoder) pretrained needs \(SurveySettings.weights), the file of the "
          + "network; see facies weights", code: .missing)
    }
  }
}

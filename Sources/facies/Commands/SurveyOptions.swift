import ArgumentParser
import FaciesKit

/// What may be changed about a survey on the command line.
struct SurveyOptions: ParsableArguments {
  @Option(help: .of(CatalogueSettings.path)) var catalog: String?
  @Option(help: .of(DetectionSettings.threshold)) var threshold: Double?
  @Option(help: .of(SurveySettings.size)) var size: Int?
  @Option(help: .of(SurveySettings.preset)) var preset: String?
  @Option(help: .of(SurveySettings.encoder)) var encoder: String?
  @Option(help: .of(SurveySettings.weights)) var weights: String?
  @Option(help: .of(VoteRequest.groups)) var groups: Int?
  @Option(help: .of(SurveySettings.classes)) var classes: String?
  @Option(help: .of(SurveySettings.model)) var apply: String?
  @Flag(help: .of(SurveySettings.noMeasurements)) var noMeasurements = false

  /// Those that are given.
  var given: [SettingName] {
    [
      catalog.map { _ in CatalogueSettings.path.name },
      threshold.map { _ in DetectionSettings.threshold.name },
      size.map { _ in SurveySettings.size.name }, preset.map { _ in SurveySettings.preset.name },
      encoder.map { _ in SurveySettings.encoder.name },
      weights.map { _ in SurveySettings.weights.name },
      groups.map { _ in VoteRequest.groups.name },
      classes.map { _ in SurveySettings.classes.name },
      apply.map { _ in SurveySettings.model.name },
      noMeasurements ? SurveySettings.noMeasurements.name : nil,
    ].compactMap(\.self)
  }

  func apply(to survey: inout Survey) throws {
    if let preset { survey.apply(try SurveySettings.preset.read(preset)) }
    if let catalog { survey.catalogue = Survey.Catalogue(path: catalog) }
    if let threshold {
      survey.detection.threshold = try DetectionSettings.threshold.checked(threshold)
    }
    if let size { survey.cutouts.size = try SurveySettings.size.checked(size) }
    if let apply {
      try refuseFitted()
      survey.model = apply
    }
    try applyEncoder(to: &survey.encoder)
    if let groups { survey.vote.groups = try VoteRequest.groups.checked(groups) }
    if let classes { survey.classes = classes }
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

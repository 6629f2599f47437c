public import Clusterers
package import Fitting
package import Kernels
import Rasters
public import Scenes
public import Settings

/// How objects are grouped by a vote.
public struct GroupOptions: Sendable {
  /// The published way that the other settings change.
  public private(set) var preset: Survey.Preset?
  public var vote: VoteRequest
  /// How rejected objects get a group; nil takes the preset's way, or else that of a survey for
  /// cutouts (knn) and none for a table.
  public var completion: CompletionKind?
  public var seed = GroupOptions.seed.default
  /// Bring features of a table to mean 0 and deviation 1; nil does so unless a preset does not.
  public var scaling: Scaling?
  /// The column of identifiers; nil takes "id" where there is one.
  public var identifier: String?
  /// Columns of features; nil takes all others.
  public var columns: [String]?
  /// A file that the fitted vote is written to.
  public var modelFile: String?
  /// A fitted vote that judges the objects; none is fitted.
  public var apply: String?
  /// A `classes.yaml` with names of the groups.
  public var classes: String?
  /// Results go here.
  public var folder: String
  public var threads: Int?
  public var overwrite: Bool
  /// How cutouts become features.
  public var cutouts: CutoutEncoding

  public init(
    folder: String, threads: Int? = nil, overwrite: Bool = false,
    cutouts: CutoutEncoding = CutoutEncoding()
  ) {
    self.folder = folder
    self.threads = threads
    self.overwrite = overwrite
    self.cutouts = cutouts
    vote = VoteRequest()
  }

  /// How the features of a table are scaled.
  public enum Scaling: String, Sendable, CaseIterable { case standard, none }

  /// Takes over how a preset sees cutouts and votes.
  public mutating func apply(_ preset: Survey.Preset) {
    self.preset = preset
    vote = preset.vote
    cutouts = CutoutEncoding(preset: preset)
  }

  package var workers: Workers { Workers(threads ?? Workers.available) }

  /// What the words and numbers mean, or what is wrong with them.
  package struct Checked {
    package var settings: VoteSettings
    package var scaling: Scaler.Kind
    package var fitSamples: Int
  }

  /// - Parameter ofCutouts: whether the input is a folder of cutouts, which is voted on as a survey
  ///   of it is.
  package func checked(ofCutouts: Bool) throws -> Checked {
    if apply != nil { try checkApplication() }
    // Codes of length 1, as those of pretrained networks are, lie close.
    let isUnit =
      ofCutouts && cutouts.isUnitLength
    var vote = vote
    vote.completion = completion ?? preset?.vote.completion ?? (ofCutouts ? .knn : .none)
    let settings = try vote.settings(seed: seed, isUnitLength: isUnit)
    try cutouts.check()
    let scaling = self.scaling ?? (preset?.scalesTables == false ? Scaling.none : .standard)
    return Checked(
      settings: settings, scaling: scaling == .standard ? .zScore : .none,
      fitSamples: vote.fitSamples)
  }

  /// A fitted vote says how objects are grouped; nothing else may.
  private func checkApplication() throws {
    let usual = VoteRequest()
    let said: [(SettingName, Bool)] = [
      (SurveySettings.preset.name, preset != nil),
      (VoteRequest.groups.name, vote.groups != usual.groups),
      (VoteRequest.members.name, vote.members != usual.members),
      (VoteRequest.bootstraps.name, vote.bootstraps != usual.bootstraps),
      (VoteRequest.rule.name, vote.rule != usual.rule),
      (VoteRequest.alignment.name, vote.alignment != usual.alignment),
      (VoteRequest.completion.name, completion != nil),
      (Self.seed.name, seed != Self.seed.default),
      (VoteRequest.fitSamples.name, vote.fitSamples != usual.fitSamples),
      (VoteRequest.birchThreshold.name, vote.birchThreshold != usual.birchThreshold),
      (VoteRequest.birchBranching.name, vote.birchBranching != usual.birchBranching),
      (Self.scaling.name, scaling != nil), (Self.columns.name, columns != nil),
      (JobSettings.model.name, modelFile != nil),
    ]
    if let (name, _) = said.first(where: { $0.1 }) {
      throw Failure.usage(
        "\(name) says how a vote is fitted, \(Self.apply) takes one that is: leave out one of them",
        code: .conflict, setting: name)
    }
  }
}

extension GroupOptions {
  public static let seed = Setting(
    "seed", option: "seed", .seed, default: 0, "Seed of every random choice.")
  public static let scaling = Setting<Scaling>(
    "scale", option: "scale", .cases, chosen: "standard; none with a preset",
    "Features of a table: brought to mean 0 and deviation 1, or as they are.")
  public static let identifier = Setting<String>(
    "id", option: "id", .text, chosen: "id where there is one",
    "The column of a .csv that holds identifiers.")
  public static let columns = Setting<[String]>(
    "columns", option: "columns", .names, chosen: "all others",
    "The columns of a .csv that hold features, such as g,m20.")
  public static let apply = Setting<String>(
    "apply", option: "apply", .text, "Judge a table's objects by a saved vote; nothing is fitted.")
  public static let model = Setting<String>(
    "model", option: "model", .text, "Save the fitted vote of a table as this file (.safetensors).")
  public static let classes = SurveySettings.classes

  public static let settings = [
    seed.description, scaling.description, identifier.description, columns.description,
    apply.description, model.description, classes.description,
  ]
}

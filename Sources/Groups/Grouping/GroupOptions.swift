package import Kernels
package import Learning
import Rasters
import Scenes

/// How objects are grouped by a vote. What is nil is the preset's, or else the
/// default.
public struct GroupOptions: Sendable {
  /// "fang2025", or nil for facies' own.
  public var preset: String?
  /// Clusters of every member, and so the most groups (20; of cutouts fewer where
  /// there are few).
  public var groups: Int?
  /// Names of clusterers; the first is the pivot (k-means, ward, birch).
  public var members: [String]?
  /// Resamples that every member is fitted on; 0 fits it on the objects
  /// themselves (0).
  public var bootstraps: Int?
  /// "unanimous", or such as "2-of-3" (unanimous).
  public var rule: String?
  /// "assignment" or "majority" (assignment).
  public var alignment: String?
  /// How rejected objects are given a group: "none", "knn" or "softmax" (knn
  /// for cutouts, none for a table).
  public var completion: String?
  public var seed: UInt64?
  /// Most objects that the members are fitted on (20,000).
  public var fitSamples: Int?
  /// Parameters of BIRCH (0.5, 50).
  public var birchThreshold: Double?
  public var birchBranching: Int?
  /// Features of a table: "standard" or "none" (standard).
  public var scaling: String?
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
    folder: String, preset: String? = nil, threads: Int? = nil, overwrite: Bool = false,
    cutouts: CutoutEncoding = CutoutEncoding()
  ) {
    self.folder = folder
    self.preset = preset
    self.threads = threads
    self.overwrite = overwrite
    self.cutouts = cutouts
  }

  static let fitSamplesByDefault = 20_000

  package var workers: Workers { Workers(threads ?? Workers.available) }

  /// What the words and numbers mean, or what is wrong with them.
  package struct Checked {
    package var settings: VoteSettings
    package var scaling: Scaler.Kind
    package var fitSamples: Int
  }

  /// - Parameter ofCutouts: whether the input is a folder of cutouts, which is
  ///   voted on as a survey of it is.
  package func checked(ofCutouts: Bool) throws -> Checked {
    if apply != nil { try checkApplication() }
    let published = try preset.map(GroupPreset.init(named:))
    let fitSamples = fitSamples ?? Self.fitSamplesByDefault
    try VoteSettings.require("--fit-samples", fitSamples, 2...200_000)
    let settings = try settings(published?.settings ?? usualSettings(ofCutouts))
    try settings.check()
    let scalings: [String: Scaler.Kind] = ["standard": .zScore, "none": .none]
    let word = self.scaling ?? published?.scaling ?? "standard"
    guard let scaling = scalings[word] else {
      throw Failure.usage("--scale is '\(word)', must be standard or none")
    }
    try cutouts.check()
    return Checked(settings: settings, scaling: scaling, fitSamples: fitSamples)
  }

  /// Codes of length 1, as those of pretrained networks are, lie close.
  private func usualSettings(_ ofCutouts: Bool) -> VoteSettings {
    let isUnit =
      ofCutouts && cutouts.reduction.isUnitLength ?? (cutouts.encoder.method == .pretrained)
    var out = isUnit ? VoteSettings(alignment: .majority, birchThreshold: 0.1) : VoteSettings()
    if ofCutouts, let usual = CompletionKind(rawValue: Survey.Vote().completion) {
      out.completion = usual
    }
    return out
  }

  /// `base` with what was said.
  private func settings(_ base: VoteSettings) throws -> VoteSettings {
    var out = base
    out.groups = groups ?? base.groups
    out.members = members ?? base.members
    out.bootstraps = bootstraps ?? base.bootstraps
    out.rule = rule ?? base.rule
    out.birchThreshold = birchThreshold ?? base.birchThreshold
    out.birchBranching = birchBranching ?? base.birchBranching
    out.seed = seed ?? base.seed
    if let alignment {
      guard let own = LabelAlignment(rawValue: alignment) else {
        throw Failure.usage("--align is '\(alignment)', must be assignment or majority")
      }
      out.alignment = own
    }
    if let completion {
      guard let own = CompletionKind(rawValue: completion) else {
        let all = CompletionKind.allCases.map(\.rawValue)
        throw Failure.usage(
          "--completion is '\(completion)', must be one of \(all.joined(separator: ", "))")
      }
      out.completion = own
    }
    return out
  }

  /// A fitted vote says how objects are grouped; nothing else may.
  private func checkApplication() throws {
    let said: [(String, Bool)] = [
      ("--preset", preset != nil), ("--groups", groups != nil), ("--members", members != nil),
      ("--bootstraps", bootstraps != nil), ("--rule", rule != nil),
      ("--align", alignment != nil), ("--completion", completion != nil), ("--seed", seed != nil),
      ("--fit-samples", fitSamples != nil), ("--birch-threshold", birchThreshold != nil),
      ("--birch-branching", birchBranching != nil), ("--scale", scaling != nil),
      ("--columns", columns != nil), ("--model", modelFile != nil),
    ]
    if let (name, _) = said.first(where: { $0.1 }) {
      throw Failure.usage(
        "\(name) says how a vote is fitted, --apply takes one that is: leave out one of them")
    }
  }
}

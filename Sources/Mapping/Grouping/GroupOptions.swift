import Kernels
import Learning
import Rasters

/// How objects are grouped by a vote.
public struct GroupOptions: Sendable {
  /// Clusters of every member, and so the most groups.
  public var groups: Int
  /// Names of clusterers; the first is the pivot.
  public var members: [String]
  /// "unanimous", or such as "2-of-3".
  public var rule: String
  /// "assignment" or "majority".
  public var alignment: String
  /// Give rejected objects the group of their nearest voted ones.
  public var completes: Bool
  public var seed: UInt64
  /// Most objects that the members are fitted on.
  public var fitSamples: Int
  /// Parameters of BIRCH.
  public var birchThreshold: Double
  public var birchBranching: Int
  /// The column of identifiers; nil takes "id" where there is one.
  public var identifier: String?
  /// Columns of features; nil takes all others.
  public var columns: [String]?
  /// "standard" or "none".
  public var scaling: String
  /// Results go here.
  public var folder: String
  public var threads: Int?
  public var overwrite: Bool
  /// How cutouts become features.
  public var cutouts: CutoutEncoding

  public init(
    groups: Int = 20, members: [String] = ["k-means", "ward", "birch"],
    rule: String = "unanimous", alignment: String = "assignment", completes: Bool = false,
    seed: UInt64 = 0, fitSamples: Int = 20_000, birchThreshold: Double = 0.5,
    birchBranching: Int = 50, identifier: String? = nil, columns: [String]? = nil,
    scaling: String = "standard", folder: String, threads: Int? = nil, overwrite: Bool = false,
    cutouts: CutoutEncoding = CutoutEncoding()
  ) {
    self.groups = groups
    self.members = members
    self.rule = rule
    self.alignment = alignment
    self.completes = completes
    self.seed = seed
    self.fitSamples = fitSamples
    self.birchThreshold = birchThreshold
    self.birchBranching = birchBranching
    self.identifier = identifier
    self.columns = columns
    self.scaling = scaling
    self.folder = folder
    self.threads = threads
    self.overwrite = overwrite
    self.cutouts = cutouts
  }

  var workers: Workers { Workers(threads ?? Workers.available) }

  /// What the words and numbers mean, or what is wrong with them.
  struct Checked {
    var rule: VotingRule
    var alignment: LabelAlignment
    var scaling: Scaler.Kind
  }

  func checked() throws -> Checked {
    try Self.require("--groups", groups, 2...1000)
    try Self.require("--fit-samples", fitSamples, 2...200_000)
    try Self.require("--birch-branching", birchBranching, 2...10_000)
    guard birchThreshold >= 0, birchThreshold <= 1e9 else {
      throw Failure.usage("--birch-threshold is \(birchThreshold), must be from 0 to 1e9")
    }
    guard (1...32).contains(members.count) else {
      throw Failure.usage("--members names \(members.count) clusterers, must name 1 to 32")
    }
    for name in members where !VotingMember.names.contains(name) {
      throw Failure.usage(
        "there is no clusterer '\(name)'"
          + DidYouMean.hint(for: name, among: VotingMember.names)
          + "; there are \(VotingMember.names.joined(separator: ", "))")
    }
    guard let alignment = LabelAlignment(rawValue: alignment) else {
      throw Failure.usage("--align is '\(self.alignment)', must be assignment or majority")
    }
    let scalings: [String: Scaler.Kind] = ["standard": .zScore, "none": .none]
    guard let scaling = scalings[scaling] else {
      throw Failure.usage("--scale is '\(self.scaling)', must be standard or none")
    }
    try cutouts.check()
    return Checked(
      rule: try VotingRule(rule, members: members.count), alignment: alignment, scaling: scaling)
  }

  static func require(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
    guard range.contains(value) else {
      throw Failure.usage(
        "\(name) is \(value), must be from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}

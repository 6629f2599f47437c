import Rasters
public import Settings

/// How a vote is asked for: what nobody says is found from the objects.
public struct VoteRequest: Sendable, Equatable {
  /// Clusters of every member; nil takes 20, fewer where there are few objects.
  public var groups: Int?
  /// Names of clusterers, the one that names the clusters first.
  public var members = Self.members.default
  public var rule = Self.rule.default
  /// Nil takes assignment, or majority for codes of length 1.
  public var alignment: LabelAlignment?
  /// How rejected objects are given a group.
  public var completion = CompletionKind.knn
  /// Resamples that every member is fitted on; 0 fits each once.
  public var bootstraps = Self.bootstraps.default
  /// Largest radius of BIRCH's subclusters; nil takes the usual one for codes of their length.
  public var birchThreshold: Double?
  /// Entries of a node of BIRCH's tree.
  public var birchBranching = Self.birchBranching.default
  /// Most objects that the members are fitted on.
  public var fitSamples = Self.fitSamples.default

  public init() {}

  package static let usualGroups = 20

  /// - Parameter isUnitLength: of the codes.
  package static func usualBirchThreshold(isUnitLength: Bool = false) -> Double {
    isUnitLength ? 0.1 : 0.5
  }

  /// The settings of a vote, checked.
  ///
  /// - Parameters:
  ///   - groups: where the request names none.
  ///   - isUnitLength: of the codes, whose distances are then all about 1.
  package func settings(
    groups usual: Int = Self.usualGroups, seed: UInt64, isUnitLength: Bool
  ) throws -> VoteSettings {
    let settings = VoteSettings(
      groups: groups ?? usual, members: members, bootstraps: bootstraps, rule: rule.text,
      alignment: alignment ?? (isUnitLength ? .majority : .assignment), completion: completion,
      birchThreshold: birchThreshold ?? Self.usualBirchThreshold(isUnitLength: isUnitLength),
      birchBranching: birchBranching, seed: seed)
    try settings.check()
    try Self.fitSamples.checked(fitSamples)
    return settings
  }
}

extension VoteRequest {
  public static let groups = Setting<Int>(
    "vote.groups", option: "groups", .from(2...1000), chosen: "20, fewer where objects are few",
    "Groups to look for: clusters of every member.")
  public static let members = Setting(
    "vote.members", option: "members", .names(1...32), default: ["k-means", "ward", "birch"],
    "Clusterers that vote, the one that names the clusters first: birch, and those of facies "
      + "methods; one may come several times.")
  public static let rule = Setting<VotingRule>(
    "vote.rule", option: "rule", .described("unanimous or such as 2-of-3", isListed: true),
    default: .unanimous, "How many must agree.")
  public static let alignment = Setting<LabelAlignment>(
    "vote.align", option: "align", .cases, chosen: "assignment; majority for codes of length 1",
    "How clusters are named by those of the first member: one to one, or each by most of its "
      + "objects.")
  public static let completion = Setting<CompletionKind>(
    "vote.completion", option: "completion", .cases,
    chosen: "knn for a survey, none for facies group",
    "How rejected objects get a group, and a flag: by their nearest voted ones, by a softmax "
      + "regression, or not at all.")
  public static let bootstraps = Setting(
    "vote.bootstraps", option: "bootstraps", .from(0...100), default: 0,
    "Resamples that every member is fitted on, each with a vote; 0 fits it once.")
  public static let birchThreshold = Setting<Double>(
    "vote.birch-threshold", option: "birch-threshold", .from(0.0...1e9),
    chosen: "\(usualBirchThreshold()); \(usualBirchThreshold(isUnitLength: true)) for codes of "
      + "length 1", "Largest radius of BIRCH's subclusters.")
  public static let birchBranching = Setting(
    "vote.birch-branching", option: "birch-branching", .from(2...10_000), default: 50,
    "Most entries of a node of BIRCH's tree.")
  public static let fitSamples = Setting(
    "vote.fit-samples", option: "fit-samples", .from(2...200_000), unit: "objects",
    default: 20_000, "Most objects that the members are fitted on; each then judges the rest.")

  package static let keys: [SettingKey<VoteRequest>] = [
    .init(groups, \.groups), .init(alignment, \.alignment),
    .init(birchThreshold, \.birchThreshold), .init(members, \.members),
    .init(
      rule, read: { $1.rule = try $0.read(rule) { try VotingRule($0) } },
      text: { .plain($0.rule.text) }),
    .init(completion, \.completion), .init(fitSamples, \.fitSamples),
    .init(bootstraps, \.bootstraps), .init(birchBranching, \.birchBranching),
  ]

  public static let settings = keys.map(\.description)
}

import Learning
import Rasters

/// Votes as published.
enum GroupPreset: String, CaseIterable {
  /// Fang et al., "Unsupervised machine learning of galaxy morphology", A&A 693,
  /// A141, 2025 (code yao19990/eUML): k-means, Ward and BIRCH with scikit-learn's
  /// thresholds on codes as they are, 20 groups, clusters named by those of
  /// k-means by majority, all members of one mind.
  case fang2025

  /// Throws a line that lists the presets.
  init(named name: String) throws {
    guard let own = GroupPreset(rawValue: name) else {
      let all = Self.allCases.map(\.rawValue)
      throw Failure.usage(
        "there is no preset '\(name)'\(DidYouMean.hint(for: name, among: all)); there is "
          + all.joined(separator: ", "))
    }
    self = own
  }

  var settings: VoteSettings {
    VoteSettings(
      groups: 20, members: ["k-means", "ward", "birch"], rule: "unanimous", alignment: .majority,
      birchThreshold: 0.5, birchBranching: 50)
  }

  /// "standard" or "none".
  var scaling: String { "none" }
}

import Clusterers
import Encoders
import Fitting
import Rasters

/// One opinion of a vote: a space in which codes are seen and a clusterer in that space,
/// `mnf/t-mixture`; `mnf/k-means*2` looks for twice as many clusters as there are units.
package struct SpectralMember: Sendable, Hashable, CustomStringConvertible {
  package let description: String
  let space: Space
  let rule: Rule
  /// Clusters for every unit.
  let multiple: Int

  /// What codes are turned into before a member clusters them.
  struct Space: Sendable, Hashable {
    let name: String
    let encoder: String
    var parameters: [String: ParameterValue] = [:]

    static let all = [
      Space(name: "z", encoder: "identity"),
      Space(name: "mnf", encoder: "mnf"),
      Space(
        name: "pca", encoder: "pca",
        parameters: ["variance": .number(0.999), "max-components": .integer(12)]),
      Space(name: "stacked-autoencoder", encoder: "stacked-autoencoder"),
    ]

    func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  /// How a member clusters.
  struct Rule: Sendable, Hashable {
    let name: String
    let clusterer: String
    var parameters: [String: ParameterValue] = [:]

    static let all = [
      Rule(name: "k-means", clusterer: "k-means"),
      Rule(name: "spherical-k-means", clusterer: "spherical-k-means"),
      Rule(name: "gaussian-mixture", clusterer: "gaussian-mixture"),
      Rule(
        name: "tied-mixture", clusterer: "gaussian-mixture",
        parameters: ["covariance": .text("tied")]),
      Rule(name: "t-mixture", clusterer: "t-mixture"),
      Rule(name: "ward", clusterer: "ward"),
    ]

    func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  static let multiples = 1...4

  /// Nil where the name has no such space, clusterer or multiple.
  package init?(_ name: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    let ending = parts[1].split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard let multiple = ending.count == 1 ? 1 : Int(ending[1]), ending.count <= 2,
      Self.multiples.contains(multiple),
      let space = Space.all.first(where: { $0.name == parts[0] }),
      let rule = Rule.all.first(where: { $0.name == ending[0] })
    else { return nil }
    self.space = space
    self.rule = rule
    self.multiple = multiple
    description = "\(space.name)/\(rule.name)" + (multiple == 1 ? "" : "*\(multiple)")
  }

  /// Every name that there is.
  package static var names: [String] {
    Space.all.flatMap { space in
      Rule.all.flatMap { rule in
        multiples.map { "\(space.name)/\(rule.name)" + ($0 == 1 ? "" : "*\($0)") }
      }
    }
  }
}

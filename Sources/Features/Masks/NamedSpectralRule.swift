import Rasters

/// A published threshold of a spectral index that has a name.
package struct NamedSpectralRule: Sendable {
  /// After "spectral.".
  package let name: String
  /// What is removed.
  package let meaning: String
  /// Full name of the index.
  package let index: String
  package let above: Double
  package let source: String

  package var fullName: String { Self.prefix + name }
  package var formulaText: String { "\(index) \(SpectralRule.limits(above: above, below: nil))" }

  package static let prefix = "spectral."

  package static let all: [NamedSpectralRule] = [
    NamedSpectralRule(
      name: "vegetation", meaning: "ground that plants cover", index: "index.ndvi", above: 0.5,
      source:
        "Sobrino, Jimenez-Munoz and Paolini, Remote Sensing of Environment 90, 434-440, 2004: "
        + "over 0.5 fully vegetated, under 0.2 bare soil"),
    NamedSpectralRule(
      name: "water", meaning: "open water, not dark or hot ground such as fresh lava",
      index: "index.awei", above: 0,
      source:
        "Feyisa, Meilby, Fensholt and Proud, Remote Sensing of Environment 140, 23-35, 2014; "
        + "what is above 0 also has an mNDWI above 0 (Xu 2006)"),
    NamedSpectralRule(
      name: "water-nir", meaning: "open water, where there is no short-wave infrared",
      index: "index.ndwi", above: 0,
      source: "McFeeters, Int. J. Remote Sensing 17(7), 1425-1432, 1996"),
  ]

  /// The rule of a word such as `spectral.water`; nil for other words.
  package static func rule(word: String) throws -> SpectralRule? {
    guard word.hasPrefix(prefix) else { return nil }
    guard let named = all.first(where: { $0.fullName == word }),
      let index = SpectralIndex.named(named.index)
    else {
      let known = all.map(\.fullName)
      throw Failure.usage(
        "there is no mask '\(word)'" + DidYouMean.hint(for: word, among: known)
          + "; there are \(known.joined(separator: ", "))")
    }
    return SpectralRule(
      name: named.fullName, feature: .index(index.group, index.name), above: named.above,
      below: nil)
  }

  /// "; with its bands goes 'spectral.water-nir'": what to use where a rule lacks
  /// a band; nil where nothing goes with the bands that are there.
  static func alternative(to rule: SpectralRule, on bands: FeatureBands) -> String? {
    guard let family = rule.name.split(separator: "-").first, rule.name.hasPrefix(prefix),
      (try? Self.rule(word: rule.name)) == rule
    else { return nil }
    let others = all.filter { $0.fullName != rule.name && $0.fullName.hasPrefix(family) }
    if let other = others.first(where: { fits($0, bands) }) {
      return "; '\(other.fullName)' (\(other.formulaText)) needs no other bands than these"
    }
    guard family == "spectral.water", fits("index.mndwi", bands) else { return nil }
    return "; a rule of your own, index.mndwi above 0, goes with these bands, but takes fresh lava "
      + "and burnt ground for water"
  }

  private static func fits(_ named: NamedSpectralRule, _ bands: FeatureBands) -> Bool {
    fits(named.index, bands)
  }

  private static func fits(_ name: String, _ bands: FeatureBands) -> Bool {
    guard let index = SpectralIndex.named(name) else { return false }
    return (try? FeatureDefinition.list([.index(index.group, index.name)], on: bands)) != nil
  }
}

import Rasters

/// What a scene file may list under `features`.
public enum FeatureItem: Sendable, Equatable {
  /// Every band as it is.
  case bands
  /// Every band's logarithm less the mean logarithm of all bands.
  case logCentred
  case index(SpectralIndex.Group, String)
  case band(String)
  case expression(name: String, BandExpression)
  /// A statistic of every band over a square window.
  case context(NeighbourStatistic, window: Int)

  /// Windows that a neighbourhood may have: odd numbers.
  package static let windows = 3...101
  /// Longest name of a feature.
  package static let longestName = 64

  /// Words that are not names of bands.
  package static var words: [String] {
    ["bands", "bands.log-centred"] + SpectralIndex.all.map(\.fullName)
  }

  /// From a word: `bands`, `ratios.clay`, or a band's name.
  package init(word: String) throws {
    switch word {
    case "bands": self = .bands
    case "bands.log-centred": self = .logCentred
    default: self = try Self.indexOrBand(word)
    }
  }

  private static func indexOrBand(_ word: String) throws -> FeatureItem {
    if let index = SpectralIndex.named(word) { return .index(index.group, index.name) }
    let groups = SpectralIndex.Group.allCases.map { $0.rawValue + "." } + ["bands."]
    guard !groups.contains(where: word.hasPrefix) else {
      throw Failure.usage(
        "there is no '\(word)'" + DidYouMean.hint(for: word, among: words)
          + "; see facies methods")
    }
    return .band(word)
  }
}

/// What is computed of a pixel's neighbourhood.
public enum NeighbourStatistic: String, Sendable, Codable, CaseIterable {
  case mean
  /// Standard deviation, divided by n.
  case deviation
}

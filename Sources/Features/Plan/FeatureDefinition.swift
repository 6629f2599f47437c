import Rasters

/// One feature as a model keeps it: complete, so that it means the same
/// whatever a later program's table of indices says.
package struct FeatureDefinition: Codable, Sendable, Equatable {
  package enum Kind: String, Codable, Sendable {
    case band, expression
    case logCentred = "log-centred"
    case mean, deviation
  }

  package let name: String
  package let kind: Kind
  /// A band's name, or an expression in names of bands.
  package let of: String
  /// Side of the square of neighbours, where the kind has one.
  package let window: Int?

  init(_ name: String, _ kind: Kind, of: String, window: Int? = nil) {
    self.name = name
    self.kind = kind
    self.of = of
    self.window = window
  }

  package static func band(_ name: String) -> FeatureDefinition {
    FeatureDefinition(name, .band, of: name)
  }

  static func neighbours(
    _ statistic: NeighbourStatistic, of band: String, window: Int
  ) -> FeatureDefinition {
    FeatureDefinition(
      "\(statistic.rawValue)\(window)(\(band))", statistic == .mean ? .mean : .deviation,
      of: band, window: window)
  }

  /// How it is computed, for people.
  package var text: String {
    switch kind {
    case .band, .expression: of
    case .logCentred: "log(\(of)) - mean of the bands' logs"
    case .mean: "mean of \(of) over \(window ?? 1)x\(window ?? 1)"
    case .deviation: "standard deviation of \(of) over \(window ?? 1)x\(window ?? 1)"
    }
  }
}

extension FeatureDefinition {
  /// The most features that a scene may have.
  static let most = 512

  /// The features that a list of items stands for on a scene's bands.
  package static func list(
    _ items: [FeatureItem], on bands: FeatureBands
  ) throws -> [FeatureDefinition] {
    let list = try items.flatMap { try expand($0, bands) }
    guard !list.isEmpty, list.count <= most else {
      throw Failure.usage("\(list.count) features are asked for; 1 to \(most) are possible")
    }
    var seen = Set<String>()
    if let twice = list.first(where: { !seen.insert($0.name).inserted }) {
      throw Failure.usage("features holds '\(twice.name)' twice")
    }
    return list
  }

  private static func expand(
    _ item: FeatureItem, _ bands: FeatureBands
  ) throws -> [FeatureDefinition] {
    switch item {
    case .bands: return bands.list.map { band($0.name) }
    case .logCentred:
      return bands.list.map {
        FeatureDefinition("log-centred(\($0.name))", .logCentred, of: $0.name)
      }
    case .index(let group, let name): return [try index("\(group.rawValue).\(name)", bands)]
    case .band(let name): return [try single(name, bands)]
    case .expression(let name, let expression):
      return [FeatureDefinition(name, .expression, of: expression.text)]
    case .context(let statistic, let window):
      return bands.list.map { neighbours(statistic, of: $0.name, window: window) }
    }
  }

  private static func index(_ name: String, _ bands: FeatureBands) throws -> FeatureDefinition {
    guard let index = SpectralIndex.named(name) else {
      throw Failure.usage("there is no '\(name)'")
    }
    return FeatureDefinition(name, .expression, of: try index.formula(for: bands))
  }

  private static func single(_ name: String, _ bands: FeatureBands) throws -> FeatureDefinition {
    guard let plane = bands.plane(of: name) else {
      let candidates = bands.list.map(\.name) + FeatureItem.words
      throw Failure.usage(
        "feature '\(name)' is neither a band nor an index"
          + (bands.ambiguity(of: name) ?? DidYouMean.hint(for: name, among: candidates))
          + "; \(bands.listing)")
    }
    return band(bands.list[plane].name)
  }
}

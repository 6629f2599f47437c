import Rasters

/// A mask by what pixels look like: rejected is where a quantity computed
/// from the bands lies beyond a threshold, or between two.
public struct SpectralRule: Sendable, Equatable {
  /// What pixels are counted as: "spectral.vegetation".
  public let name: String
  /// One quantity: an index, a band or an expression.
  public let feature: FeatureItem
  /// Rejected are values above this and below that, as far as they are given.
  public let above: Double?
  public let below: Double?

  public init(name: String, feature: FeatureItem, above: Double?, below: Double?) {
    self.name = name
    self.feature = feature
    self.above = above
    self.below = below
  }

  /// "above 0.4", "above 0.1 and below 0.2"
  package static func limits(above: Double?, below: Double?) -> String {
    [above.map { "above \(number($0))" }, below.map { "below \(number($0))" }].compactMap { $0 }
      .joined(separator: " and ")
  }

  /// Whole numbers without their point.
  package static func number(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  var limits: String { Self.limits(above: above, below: below) }
}

extension SpectralRule {
  /// The names of the bands that the rule needs, among all that a scene has.
  package func bands(among bands: FeatureBands) throws -> [String] {
    try bound(to: bands).planes.map { bands.list[$0].name }
  }

  /// What it tests on a scene, for people: "(nir - red) / (nir + red), above 0.5".
  package func text(on bands: FeatureBands) throws -> String {
    "\(try definition(on: bands).text), \(limits)"
  }

  private func definition(on bands: FeatureBands) throws -> FeatureDefinition {
    do {
      let found = try FeatureDefinition.list([feature], on: bands)
      guard let only = found.first, found.count == 1 else {
        throw Failure.usage("it needs one quantity, not \(found.count)")
      }
      return only
    } catch let failure as Failure {
      let other = NamedSpectralRule.alternative(to: self, on: bands) ?? ""
      throw Failure(Failure("mask '\(name)': ", failure), then: Message(text: other))
    }
  }

  func bound(to bands: FeatureBands) throws -> (expression: BandExpression, planes: [Int]) {
    let definition = try definition(on: bands)
    let expression =
      definition.kind == .band
      ? BandExpression(band: definition.of) : try BandExpression(definition.of)
    let planes = try expression.symbols.map { symbol in
      guard let plane = bands.plane(of: symbol.name) else {
        throw Failure.usage(
          "mask '\(name)' = \(definition.of), column \(symbol.column): there is no band "
            + "'\(symbol.name)'" + bands.hint(for: symbol.name) + "; \(bands.listing)")
      }
      return plane
    }
    return (expression, planes)
  }
}

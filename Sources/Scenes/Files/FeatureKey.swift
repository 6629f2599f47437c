import Documents
import Features
import Rasters

/// The key `features` of a scene file: `bands`, an index, a band, an
/// expression or a statistic of neighbours, or a list of them.
enum FeatureKey {
  static func items(_ value: YAMLValue) throws -> [FeatureItem] {
    let entries = value.isList ? try value.list("features") : [value]
    guard !entries.isEmpty else { throw value.error("features is empty") }
    return try entries.map(item)
  }

  private static func item(_ value: YAMLValue) throws -> FeatureItem {
    guard value.isMapping else { return try word(value) }
    let keys = ["name", "expression", "context", "window"]
    let entries = try value.mapping("a feature", known: keys)
    if let expression = entries["expression"] {
      return try self.expression(expression, entries, value)
    }
    guard let context = entries["context"] else {
      throw value.error("a feature needs 'expression' (with 'name') or 'context' (with 'window')")
    }
    return try self.context(context, entries, value)
  }

  private static func word(_ value: YAMLValue) throws -> FeatureItem {
    let word = try value.string("each of features")
    do {
      return try FeatureItem(word: word)
    } catch let failure as Failure {
      throw value.error(failure)
    }
  }

  /// `{name: my-ratio, expression: "(swir1 + nir) / red"}`
  private static func expression(
    _ value: YAMLValue, _ entries: [String: YAMLValue], _ whole: YAMLValue
  ) throws -> FeatureItem {
    if let other = entries["context"] ?? entries["window"] {
      throw other.error("an expression has neither 'context' nor 'window'")
    }
    guard let nameValue = entries["name"] else {
      throw whole.error("an expression needs a 'name'")
    }
    let name = try nameValue.string("name")
    guard (1...FeatureItem.longestName).contains(name.count), !name.contains(where: \.isNewline)
    else {
      throw nameValue.error("name must have 1 to \(FeatureItem.longestName) characters in a line")
    }
    do {
      return .expression(name: name, try BandExpression(try value.string("expression")))
    } catch let error as ExpressionError {
      throw value.error("expression of '\(name)', \(error)")
    }
  }

  /// `{context: mean, window: 3}`
  private static func context(
    _ value: YAMLValue, _ entries: [String: YAMLValue], _ whole: YAMLValue
  ) throws -> FeatureItem {
    if let name = entries["name"] { throw name.error("a context has no name of its own") }
    let word = try value.choice("context", of: NeighbourStatistic.allCases.map(\.rawValue))
    guard let sideValue = entries["window"] else {
      throw whole.error("context needs a 'window', such as 3")
    }
    let side = try sideValue.integer("window", in: FeatureItem.windows)
    guard side % 2 == 1 else { throw sideValue.error("window is \(side), must be odd") }
    return .context(NeighbourStatistic(rawValue: word) ?? .mean, window: side)
  }
}

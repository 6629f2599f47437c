import Documents
import Features

extension SceneFile {
  /// The key `masks`; nil where nothing differs from the product's choice.
  static func masks(_ masks: Scene.Masks) -> String? {
    let words = masks.product.map { $0.isEmpty ? ["none"] : $0.map(YAMLText.quoted) } ?? []
    let items = words + masks.areas.map(text) + masks.spectral.map(text)
    return items.isEmpty ? nil : items.map { "\n  - \($0)" }.joined()
  }

  private static func text(_ rule: Scene.AreaRule) -> String {
    let (path, name) = (YAMLText.quoted(rule.path), YAMLText.quoted(rule.name))
    switch rule.kind {
    case .inside: return "{inside: \(path)\(text(layer: rule.layer)), name: \(name)}"
    case .outside: return "{outside: \(path)\(text(layer: rule.layer)), name: \(name)}"
    case .rasterValues(let values):
      let list = values.map { "\($0)" }.joined(separator: ", ")
      return "{raster: \(path), name: \(name), values: [\(list)]}"
    case .rasterLimits(let above, let below):
      return "{raster: \(path), name: \(name)\(limits(above, below))}"
    }
  }

  private static func text(_ rule: SpectralRule) -> String {
    if let named = try? NamedSpectralRule.rule(word: rule.name), named == rule { return rule.name }
    let quantity =
      if case .expression(_, let expression) = rule.feature {
        "expression: \(YAMLText.quoted(expression.text))"
      } else {
        "feature: \(text(rule.feature))"
      }
    return "{name: \(YAMLText.quoted(rule.name)), \(quantity)\(limits(rule.above, rule.below))}"
  }

  private static func limits(_ above: Double?, _ below: Double?) -> String {
    (above.map { ", above: \($0)" } ?? "") + (below.map { ", below: \($0)" } ?? "")
  }
}

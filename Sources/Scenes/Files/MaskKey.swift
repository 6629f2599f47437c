import Documents
import Features
import Foundation
import Rasters

/// The key `masks` of a scene file: names of the product's quality masks,
/// named spectral rules, and mappings that are rules of one's own.
///
/// The product's own choice holds unless one of its masks is named, or `none`.
enum MaskKey {
  private static let keys = [
    "name", "feature", "expression", "above", "below", "inside", "outside", "layer", "raster",
    "values",
  ]
  /// A rule has exactly one of these.
  private static let kinds = ["feature", "expression", "inside", "outside", "raster"]

  static func masks(_ value: YAMLValue, folder: URL) throws -> Scene.Masks {
    guard !value.isNull else { return Scene.Masks(product: []) }
    let items = value.isList ? try value.list("masks") : [value]
    guard !items.isEmpty else { return Scene.Masks(product: []) }
    var masks = Scene.Masks()
    for item in items {
      if item.isMapping {
        try add(rule: item, folder: folder, to: &masks)
      } else {
        try add(word: item, to: &masks)
      }
    }
    return masks
  }

  // MARK: words

  private static func add(word value: YAMLValue, to masks: inout Scene.Masks) throws {
    let word = try value.string("each of masks")
    do {
      try masks.add(word: word)
    } catch let failure as Failure {
      throw value.error(failure)
    }
  }

  // MARK: rules

  private static func add(
    rule value: YAMLValue, folder: URL, to masks: inout Scene.Masks
  ) throws {
    let entries = try value.mapping("a mask", known: keys)
    let found = kinds.filter { entries[$0] != nil }
    guard let kind = found.first, found.count == 1, let what = entries[kind] else {
      throw value.error(
        "a mask needs one of 'feature', 'expression', 'inside', 'outside', 'raster'")
    }
    let rule = Rule(whole: value, entries: entries, folder: folder)
    do {
      switch kind {
      case "feature", "expression": try masks.add(rule.spectral(what, isWord: kind == "feature"))
      case "raster": try masks.add(rule.raster(what))
      default: try masks.add(rule.polygons(what, kind: kind == "inside" ? .inside : .outside))
      }
    } catch let failure as Failure {
      throw value.error(failure)
    }
  }

  /// One mapping of the list.
  private struct Rule {
    let whole: YAMLValue
    let entries: [String: YAMLValue]
    let folder: URL

    /// What the entry's name is, or a name that says what is done.
    private func name(or standard: String) throws -> String {
      guard let value = entries["name"] else { return standard }
      let name = try value.string("name")
      guard (1...FeatureItem.longestName).contains(name.count), !name.contains(where: \.isNewline)
      else {
        throw value.error("name must have 1 to \(FeatureItem.longestName) characters in a line")
      }
      return name
    }

    private func refuse(_ keys: [String], _ what: String) throws {
      for key in keys {
        if let value = entries[key] { throw value.error("\(what) has no '\(key)'") }
      }
    }

    /// At least one of them, and something between two.
    private func limits() throws -> (above: Double?, below: Double?) {
      let above = try entries["above"]?.number("above")
      let below = try entries["below"]?.number("below")
      if let above, let below, above >= below {
        throw whole.error(
          "nothing is above \(above) and below \(below); write two masks to reject both ends")
      }
      return (above, below)
    }

    func spectral(_ value: YAMLValue, isWord: Bool) throws -> SpectralRule {
      try refuse(["values", "layer"], "a mask by bands")
      let limits = try limits()
      guard limits.above != nil || limits.below != nil else {
        throw whole.error("a mask by bands needs 'above' or 'below', such as above: 0.4")
      }
      let text = try value.string(isWord ? "feature" : "expression")
      let name = try name(
        or: "\(text) \(SpectralRule.limits(above: limits.above, below: limits.below))")
      let feature = isWord ? try word(value, text) : try expression(value, text, name: name)
      return SpectralRule(
        name: name, feature: feature, above: limits.above, below: limits.below)
    }

    private func word(_ value: YAMLValue, _ text: String) throws -> FeatureItem {
      do {
        let item = try FeatureItem(word: text)
        guard item != .bands, item != .logCentred else {
          throw Failure.usage("'\(text)' is more than one quantity; name an index or a band")
        }
        return item
      } catch let failure as Failure {
        throw value.error(failure)
      }
    }

    private func expression(
      _ value: YAMLValue, _ text: String, name: String
    ) throws -> FeatureItem {
      do {
        return .expression(name: name, try BandExpression(text))
      } catch let error as ExpressionError {
        throw value.error("expression of '\(name)', \(error)")
      }
    }

    func polygons(_ value: YAMLValue, kind: Scene.AreaRule.Kind) throws -> Scene.AreaRule {
      try refuse(["above", "below", "values"], "a mask by polygons")
      let file = VectorName(try path(value), layer: try entries["layer"]?.string("layer"))
      return Scene.AreaRule(
        name: try name(or: Scene.AreaRule.standardName(file, kind: kind)), path: file.path,
        kind: kind, layer: file.layer)
    }

    func raster(_ value: YAMLValue) throws -> Scene.AreaRule {
      try refuse(["layer"], "a mask by raster")
      let path = try path(value)
      let name = try name(or: "raster \(Scene.AreaRule.stem(path))")
      let limits = try limits()
      let isLimited = limits.above != nil || limits.below != nil
      guard let list = entries["values"], !isLimited else {
        guard isLimited, entries["values"] == nil else {
          throw whole.error(
            "a mask by raster needs 'values' or 'above' and 'below', such as values: [1, 2]")
        }
        return Scene.AreaRule(
          name: name, path: path, kind: .rasterLimits(above: limits.above, below: limits.below))
      }
      let values = try (list.isList ? list.list("values") : [list]).map(Self.exact)
      guard !values.isEmpty else { throw list.error("values is empty") }
      return Scene.AreaRule(name: name, path: path, kind: .rasterValues(values))
    }

    /// A value that Float64 tells from its neighbours.
    private static func exact(_ value: YAMLValue) throws -> Double {
      let number = try value.number("each of values")
      guard abs(number) < 0x1p53 || number != number.rounded() else {
        throw value.error("each of values must be under 9007199254740992, to be told from others")
      }
      return number
    }

    private func path(_ value: YAMLValue) throws -> String {
      let path = try value.string("the file of a mask")
      guard !path.isEmpty else { throw value.error("the file of a mask is empty") }
      return SceneFile.resolve(path, in: folder)
    }
  }
}

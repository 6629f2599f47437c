package import Features
import Foundation
package import Rasters

extension Scene.Masks {
  /// `none`, a mask of the product, or a named spectral rule.
  package mutating func add(word: String) throws {
    if word == "none" {
      guard product?.isEmpty != false else {
        throw Failure.usage("masks holds 'none' beside '\(product?.first ?? "")'")
      }
      product = []
    } else if let rule = try NamedSpectralRule.rule(word: word) {
      try add(rule)
    } else {
      guard product?.isEmpty != true else {
        throw Failure.usage("masks holds 'none' beside '\(word)'")
      }
      product = (product ?? []) + [word]
    }
  }

  package mutating func add(_ rule: SpectralRule) throws {
    try check(rule.name)
    spectral.append(rule)
  }

  package mutating func add(_ rule: Scene.AreaRule) throws {
    try check(rule.name)
    areas.append(rule)
  }

  /// Pixels are counted by these names.
  package var names: [String] { areas.map(\.name) + spectral.map(\.name) }

  private func check(_ name: String) throws {
    guard !names.contains(name) else {
      throw Failure.usage("masks holds '\(name)' twice; give one of them another name")
    }
  }
}

extension Scene.AreaRule {
  /// The name of a file without folder and extension.
  package static func stem(_ path: String) -> String {
    URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }

  /// "inside lakes", or "inside lakes large" of one of several layers.
  package static func standardName(_ file: VectorName, kind: Kind) -> String {
    let words = [kind == .inside ? "inside" : "outside", stem(file.path), file.layer]
    return words.compactMap(\.self).joined(separator: " ")
  }

  /// For people: "polygons of lakes.gpkg, inside".
  package var text: String {
    let file = VectorName(URL(fileURLWithPath: path).lastPathComponent, layer: layer).text
    switch kind {
    case .inside: return "inside the polygons of \(file)"
    case .outside: return "outside the polygons of \(file)"
    case .rasterValues(let values):
      return "\(file) is " + values.map(SpectralRule.number).joined(separator: ", ")
    case .rasterLimits(let above, let below):
      return "\(file) \(SpectralRule.limits(above: above, below: below))"
    }
  }
}

import RasterIO
import Rasters

/// Picks the quality tests that a request asks for.
enum MaskChoice {
  typealias Picked = (layer: QualityDeclaration, tests: [QualityDeclaration.Test])

  static func choose(_ masks: ProductRequest.Masks, in scene: ProductScene) throws -> [Picked] {
    switch masks {
    case .none: return []
    case .productDefault: return pick(scene) { $0.isDefault }
    case .named(let words):
      let wanted = Set(words.map { $0.trimmingSpaces.lowercased() })
      for word in words { try check(word, in: scene) }
      return pick(scene) { wanted.contains($0.name) || $0.name == "fill" }
    }
  }

  private static func pick(
    _ scene: ProductScene, _ isWanted: (QualityDeclaration.Test) -> Bool
  ) -> [Picked] {
    scene.quality.map { ($0, $0.tests.filter(isWanted)) }.filter { !$0.tests.isEmpty }
  }

  private static func check(_ word: String, in scene: ProductScene) throws {
    let wanted = word.trimmingSpaces.lowercased()
    let known = unique(scene.quality.flatMap { $0.tests.map(\.name) })
    if known.contains(wanted) || wanted == "fill" { return }
    if let reason = scene.unavailable[wanted] {
      throw Failure("'\(scene.name)' cannot be masked for '\(word)': \(reason)")
    }
    let all = known + scene.unavailable.keys.sorted()
    let hint = DidYouMean.hint(for: word, among: all)
    let list = known.isEmpty ? "none" : known.joined(separator: ", ")
    throw Failure.usage("\(scene.product) has no mask '\(word)'\(hint); it has: \(list)")
  }
}

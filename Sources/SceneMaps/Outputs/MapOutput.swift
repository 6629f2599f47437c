import Labelling
import Learning
import MapTools
import Scenes

/// A file that a scene may ask for: its word in scene files, what the file is, and how it is
/// written.
struct MapOutput: Sendable {
  let key: Scene.Output
  let file: MapFile
  let writing: Writing
  /// What has to be kept of every pixel for it.
  var needs: StripDetails.Kind?
  /// Throws where a recipe cannot make it, before anything is fitted.
  var check: @Sendable (Recipe) throws -> Void = { _ in }
  /// Throws where a model cannot make it, before the scene is opened.
  var checkModel: @Sendable (ModelFile) throws -> Void = { _ in }

  enum Writing: Sendable {
    /// Row by row, while the map is walked.
    case walked(@Sendable (MapWalk) throws -> any StripWriter)
    /// From the finished map; false where there is nothing to write, which is logged.
    case finished(@Sendable (FinishedMap) throws -> Bool)
    /// When all else is there and recorded.
    case closing(@Sendable (FinishedMap, PageParts) throws -> Void)
  }
}

extension MapOutput {
  /// Every output, in the order in which they are written and listed.
  static let all: [MapOutput] =
    [
      confidence,
      probabilities,
      codes,
      features,
    ] + MapLayer.all.map(layer) + [
      polygons,
      exemplars,
      statistics,
      model,
      sheet,
      page,
      item,
    ]

  static func all(of keys: Set<Scene.Output>) -> [MapOutput] {
    all.filter { keys.contains($0.key) }
  }

  static func details(for keys: Set<Scene.Output>) -> Set<StripDetails.Kind> {
    Set(all(of: keys).compactMap(\.needs))
  }

  /// Throws where one of these outputs cannot be made with this recipe.
  static func check(_ keys: Set<Scene.Output>, _ recipe: Recipe) throws {
    for output in all(of: keys) { try output.check(recipe) }
  }

  /// Throws where one of these outputs cannot be made with this model.
  static func check(_ keys: Set<Scene.Output>, _ model: ModelFile) throws {
    for output in all(of: keys) { try output.checkModel(model) }
  }
}

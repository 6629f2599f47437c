import Features
import Learning
import RasterIO
import Rasters
import Scenes

/// Whether a model may be applied to a scene.
enum ModelMatch {
  /// The scene's bands must be the model's, in its order, and mean the same.
  static func check(_ model: ModelDescription, against stack: ImageStack, name: String) throws {
    guard model.level == stack.level else {
      throw Failure(
        "the model '\(name)' was fitted to \(model.level), '\(stack.name)' holds \(stack.level): "
          + "fit a model to scenes of this level")
    }
    for (wanted, found) in zip(model.bands, stack.bands)
    where wanted.quantity != found.quantity.rawValue {
      throw Failure(
        "band '\(wanted.name)' is \(wanted.quantity) in the model '\(name)', "
          + "\(found.quantity.rawValue) in '\(stack.name)'")
    }
  }

  /// Features that a scene file asks for must be the model's.
  static func check(
    _ model: ModelDescription, features items: [FeatureItem], on source: OpenScene, name: String
  ) throws {
    guard items != [.bands] else { return }
    let wanted = try FeatureDefinition.list(items, on: FeatureBands(source.stack))
    guard wanted == source.features.definitions else {
      throw Failure.usage(
        "the scene asks for features \(wanted.map(\.name).joined(separator: ", ")), the model "
          + "'\(name)' for \(source.features.names.joined(separator: ", "))")
    }
  }
}

extension ModelDescription {
  /// What the model was fitted to, complete.
  var definitions: [FeatureDefinition] { features ?? bands.map { .band($0.name) } }
}

extension Scene {
  /// This scene, read with the bands of a model, by name.
  func choosingBands(of model: ModelDescription, name: String) throws -> Scene {
    var scene = self
    let wanted = model.bands.map(\.name)
    if let own = bands, Set(own) != Set(wanted) {
      throw Failure.usage(
        "the scene asks for bands \(own.joined(separator: ", ")), the model '\(name)' for "
          + wanted.joined(separator: ", "))
    }
    scene.bands = wanted
    return scene
  }
}

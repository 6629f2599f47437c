import Features
import Learning
import RasterIO
import Rasters
import Scenes

/// What a scene must have in common with a model, or with the first of several
/// scenes that share a fit.
struct ModelMatch {
  enum Origin {
    case model(String)
    case scene(String, image: String)
  }

  let origin: Origin
  let level: String
  let bands: [(name: String, quantity: String)]

  init(_ model: ModelDescription, name: String) {
    origin = .model(name)
    level = model.level
    bands = model.bands.map { ($0.name, $0.quantity) }
  }

  init(_ first: OpenScene) {
    origin = .scene(first.scene.name, image: first.stack.name)
    level = first.stack.level
    bands = first.stack.bands.map { ($0.name, $0.quantity.rawValue) }
  }

  /// The scene, read with these bands, by name.
  func choosingBands(_ scene: Scene) throws -> Scene {
    var scene = scene
    let wanted = bands.map(\.name)
    if let own = scene.bands, Set(own) != Set(wanted) {
      throw Failure.usage(
        "the scene asks for bands \(own.joined(separator: ", ")), \(asking) "
          + wanted.joined(separator: ", "))
    }
    scene.bands = wanted
    return scene
  }

  /// Throws where the bands of an image, in this order, do not mean the same.
  func check(_ stack: BandStack) throws {
    guard level == stack.level else { throw otherLevel(stack) }
    for (wanted, found) in zip(bands, stack.bands) where wanted.quantity != found.quantity.rawValue
    {
      throw Failure(
        "band '\(wanted.name)' is \(wanted.quantity) in \(owner), \(found.quantity.rawValue) in "
          + "'\(stack.name)'")
    }
  }

  // MARK: words

  private var owner: String {
    switch origin {
    case .model(let name): "the model '\(name)'"
    case .scene(_, let image): "'\(image)'"
    }
  }

  private var asking: String {
    switch origin {
    case .model: "\(owner) for"
    case .scene(let name, _): "'\(name)' has"
    }
  }

  private func otherLevel(_ stack: BandStack) -> Failure {
    switch origin {
    case .model:
      Failure(
        "\(owner) was fitted to \(level), '\(stack.name)' holds \(stack.level): fit a model to "
          + "scenes of this level")
    case .scene:
      Failure(
        "\(owner) holds \(level), '\(stack.name)' \(stack.level): fit a model to scenes of one "
          + "level")
    }
  }
}

extension ModelMatch {
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

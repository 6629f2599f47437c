package import Features
import Foundation
import Products
package import RasterIO
package import Rasters
package import Scenes
import Vectors

/// A scene whose files have been found and whose region is known; no pixel
/// has been read.
package struct OpenScene {
  package internal(set) var scene: Scene
  package let stack: BandStack
  /// The part of the stack's grid that is mapped.
  let region: Window
  let polygons: PolygonMask?
  package let masks: SceneMasks
  /// What is learnt from.
  let features: FeaturePlan
  let shared = SharedReader()
  /// The grid of the map.
  package var grid: Grid { stack.grid.cropped(to: region) }

  /// `definitions` are the features of a model; nil takes the scene's.
  package init(_ scene: Scene, features definitions: [FeatureDefinition]? = nil) throws {
    self.scene = scene
    let sources = try Self.virtualSources(scene)
    var stack = try Self.stack(scene)
    stack.files += sources.filter { !stack.files.contains($0) }
    masks = try SceneMasks(scene.masks, on: stack)
    stack.files += masks.files.filter { !stack.files.contains($0) }
    stack.notes += Self.notes(stack.maskBands) + masks.notes
    polygons = try Self.polygons(scene.region, onto: stack.grid)
    stack.notes += (polygons?.notes ?? []).map { "region: \($0)" }
    let place = try RegionPlace(scene.region, polygons: polygons, stack: stack)
    region = place.window
    stack.notes += place.notes
    self.stack = stack
    let bands = FeatureBands(stack)
    features = try FeaturePlan(
      definitions ?? FeatureDefinition.list(scene.features, on: bands), on: bands)
  }

  /// What the scene's virtual rasters read, where it may have any.
  private static func virtualSources(_ scene: Scene) throws -> [String] {
    guard scene.allowsVirtualRasters else { return [] }
    return try VirtualRaster.admit(
      scene.inputs.isEmpty ? scene.input.paths : scene.inputs.flatMap(\.paths))
  }

  private static func notes(_ maskBands: [BandSource]) -> [String] {
    let names = maskBands.map(\.name).joined(separator: ", ")
    return maskBands.isEmpty ? [] : ["read for masks only: \(names)"]
  }

  /// The scene's bands, without a region.
  static func stack(_ scene: Scene) throws -> BandStack {
    guard scene.inputs.isEmpty else {
      return try InputsOpening(scene).stack()
    }
    return try ProductCatalogue.open(request(scene)) { declared in
      let all = FeatureBands(declared)
      return try scene.masks.spectral.flatMap { try $0.bands(among: all) }
    }
  }

  private static func request(_ scene: Scene) -> ProductRequest {
    ProductRequest(
      paths: scene.input.paths, bands: scene.bands, bandNames: scene.input.names,
      stack: StackRequest(scene.input),
      masks: scene.masks.product.map { $0.isEmpty ? .none : .named($0) } ?? .productDefault,
      noData: scene.noData)
  }

  private static func polygons(_ region: Scene.Region?, onto grid: Grid) throws -> PolygonMask? {
    guard case .polygons(let path, let layer)? = region else { return nil }
    let name = VectorName(path, layer: layer)
    return try PolygonMask(
      path: LocalPath.file(name.path).absolute, layer: name.layer, onto: grid)
  }
}

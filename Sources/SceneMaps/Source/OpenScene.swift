import Features
import Foundation
import Products
import RasterIO
import Rasters
import Scenes

/// A scene whose files have been found and whose region is known; no pixel
/// has been read.
package struct OpenScene {
  let scene: Scene
  let stack: ImageStack
  /// The part of the stack's grid that is mapped.
  let region: Window
  let polygons: PolygonMask?
  let masks: SceneMasks
  /// What is learnt from.
  let features: FeaturePlan
  let shared = SharedReader()
  /// The grid of the map.
  var grid: Grid { stack.grid.cropped(to: region) }

  /// `definitions` are the features of a model; nil takes the scene's.
  init(_ scene: Scene, features definitions: [FeatureDefinition]? = nil) throws {
    self.scene = scene
    let sources = try Self.virtualSources(scene)
    var stack = try Self.stack(scene)
    stack.files += sources.filter { !stack.files.contains($0) }
    masks = try SceneMasks(scene.masks, on: stack)
    stack.files += masks.files.filter { !stack.files.contains($0) }
    stack.notes += Self.notes(stack.maskBands) + masks.notes
    polygons = try Self.polygons(scene.region, onto: stack.grid)
    stack.notes += (polygons?.notes ?? []).map { "region: \($0)" }
    self.stack = stack
    let bands = FeatureBands(stack)
    features = try FeaturePlan(
      definitions ?? FeatureDefinition.list(scene.features, on: bands), on: bands)
    region = try Self.window(scene.region, polygons: polygons, stack: stack)
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
  static func stack(_ scene: Scene) throws -> ImageStack {
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
      masks: scene.masks.product.map { $0.isEmpty ? .none : .named($0) } ?? .productDefault,
      noData: scene.noData)
  }

  private static func polygons(_ region: Scene.Region?, onto grid: Grid) throws -> PolygonMask? {
    guard case .polygons(let path, let layer)? = region else { return nil }
    let name = VectorName(path, layer: layer)
    return try PolygonMask(
      path: LocalPath.file(name.path).absolute, layer: name.layer, onto: grid)
  }

  private static func window(
    _ region: Scene.Region?, polygons: PolygonMask?, stack: ImageStack
  ) throws -> Window {
    let extent = stack.extent
    let wanted: Window
    switch region {
    case nil: return extent
    case .window(let window): wanted = window
    case .bounds(let bounds, let crs): wanted = try window(bounds: bounds, crs: crs, stack.grid)
    case .polygons:
      guard let box = polygons?.window(on: stack.grid) else {
        throw Failure("the polygons of the region cannot be placed on '\(stack.name)'")
      }
      wanted = box
    }
    let common = wanted.intersection(extent)
    guard !common.isEmpty else {
      throw Failure.usage(
        "the region (\(wanted)) lies outside '\(stack.name)' (\(stack.inputs.isEmpty ? "\(extent.width)x\(extent.height)" : "\(extent)"))"
      )
    }
    return common
  }

  /// The pixels that the box touches; its edges are followed when it has to
  /// be brought to another reference system.
  private static func window(bounds b: [Double], crs: String?, _ grid: Grid) throws -> Window {
    guard let transform = grid.transform else {
      throw Failure.usage("bounds need an image with a place on the ground; use a window")
    }
    var points = edge(b)
    if let crs {
      guard let from = SpatialReference.userInput(crs) else {
        throw Failure.usage("'\(crs)' is not a reference system (use EPSG:4326 and the like)")
      }
      guard let to = grid.wkt, let moved = SpatialReference.transform(points, from: from, to: to)
      else { throw Failure("the bounds cannot be brought from \(crs) to the image's system") }
      points = moved
    }
    let places = points.compactMap { transform.invert(x: $0.x, y: $0.y) }
      .filter { abs($0.column) < 1e9 && abs($0.row) < 1e9 }
    let columns = places.map(\.column)
    let rows = places.map(\.row)
    guard let left = columns.min(), let right = columns.max(), let top = rows.min(),
      let bottom = rows.max()
    else { throw Failure("the bounds cannot be placed on the image") }
    let nudge = 1e-6
    let column = Int((left + nudge).rounded(.down))
    let row = Int((top + nudge).rounded(.down))
    return Window(
      column: column, row: row, width: Int((right - nudge).rounded(.up)) - column,
      height: Int((bottom - nudge).rounded(.up)) - row)
  }

  /// Points along the edge of a box.
  private static func edge(_ b: [Double]) -> [(x: Double, y: Double)] {
    (0...20).flatMap { step -> [(x: Double, y: Double)] in
      let t = Double(step) / 20
      let x = b[0] + t * (b[2] - b[0])
      let y = b[1] + t * (b[3] - b[1])
      return [(x, b[1]), (x, b[3]), (b[0], y), (b[2], y)]
    }
  }
}

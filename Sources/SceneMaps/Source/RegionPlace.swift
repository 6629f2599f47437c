import RasterIO
import Rasters
import Scenes
import Vectors

/// The part of a stack's grid that a scene asks for.
struct RegionPlace {
  /// Within the stack.
  let window: Window
  /// What of the region is not mapped.
  let notes: [String]

  init(_ region: Scene.Region?, polygons: PolygonMask?, stack: BandStack) throws {
    let extent = stack.extent
    let wanted: Window
    switch region {
    case nil:
      (window, notes) = (extent, [])
      return
    case .window(let window): wanted = window
    case .bounds(let bounds, let crs): wanted = try Self.window(bounds, crs: crs, stack.grid)
    case .polygons:
      guard let box = polygons?.window(on: stack.grid) else {
        throw Failure("the polygons of the region cannot be placed on '\(stack.name)'")
      }
      wanted = box
    }
    let common = wanted.intersection(extent)
    guard !common.isEmpty else { throw Self.outside(wanted, region, stack) }
    window = common
    var isClipped = common != wanted
    if case .polygons = region { isClipped = false }
    notes =
      isClipped
      ? [
        "the region (\(wanted)) reaches beyond '\(stack.name)' "
          + "(\(extent.width)x\(extent.height)): mapped is \(common)"
      ] : []
  }

  private static func outside(
    _ wanted: Window, _ region: Scene.Region?, _ stack: BandStack
  ) -> Failure {
    let extent = stack.extent
    let size = stack.inputs.isEmpty ? "\(extent.width)x\(extent.height)" : "\(extent)"
    return .usage(
      "the region (\(wanted)) lies outside '\(stack.name)' (\(size))" + hint(region, stack.grid))
  }

  /// Whose coordinates bounds without a system are, where they look like others.
  private static func hint(_ region: Scene.Region?, _ grid: Grid) -> String {
    guard case .bounds(let b, nil) = region, grid.wkt != nil else { return "" }
    let areDegrees =
      [b[0], b[2]].allSatisfy { (-360...360).contains($0) }
      && [b[1], b[3]].allSatisfy { (-90...90).contains($0) }
    guard areDegrees != grid.reference.isGeographic else { return "" }
    let system = grid.reference.code ?? grid.reference.name
    return "; bounds without 'crs' are in the image's system, \(system)"
      + (areDegrees
        ? ", and these look like degrees: add crs: EPSG:4326"
        : ", in degrees, and these do not look so: add 'crs', such as EPSG:32633")
  }

  /// The pixels that the box touches; its edges are followed when it has to
  /// be brought to another reference system.
  private static func window(_ b: [Double], crs: String?, _ grid: Grid) throws -> Window {
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
    let turn = turn(points.map(\.x), grid)
    let places = points.compactMap { transform.invert(x: $0.x + turn, y: $0.y) }
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

  /// The whole turn that brings longitudes of -180 to 180 onto a grid of 0 to
  /// 360 degrees, or the other way round.
  private static func turn(_ x: [Double], _ grid: Grid) -> Double {
    guard grid.reference.isGeographic, let west = x.min(), let east = x.max() else { return 0 }
    let full = 360 / grid.reference.degreesPerUnit
    let columns = grid.corners.map(\.x)
    guard let left = columns.min(), let right = columns.max() else { return 0 }
    let shared = { (turn: Double) in min(east + turn, right) - max(west + turn, left) }
    let best = [0, full, -full].max { shared($0) < shared($1) } ?? 0
    return shared(best) > max(0, shared(0)) ? best : 0
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

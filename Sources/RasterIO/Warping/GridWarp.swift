internal import CGDAL
package import Rasters

/// From pixels of a frame to pixels of a raster that lies in another
/// reference system, or is turned against the frame.
///
/// The transformation is exact at the nodes of a lattice of 16 by 16 pixels
/// that hangs on the frame's corner, and bilinear between them (off by less
/// than a hundredth of a pixel at the scales of satellite images). It depends
/// on the pixel alone: neither strips nor threads matter. One owner: a handle
/// of PROJ is not shared.
package final class GridWarp {
  /// Pixels of the frame between nodes.
  static let spacing = 16

  private let frame: GeoTransform
  private let other: GeoTransform
  /// Nil where both are in one system.
  private let transformation: OGRCoordinateTransformationH?
  /// Pixels of the other raster in one of the frame, at the frame's centre.
  private(set) var scale: (x: Double, y: Double) = (1, 1)

  /// Whether two rasters differ by more than origin and size of pixels.
  package static func isNeeded(frame: Grid, other: Grid) -> Bool {
    guard let a = frame.transform, let b = other.transform, a != b || frame.wkt != other.wkt
    else { return false }
    if let from = frame.wkt, let to = other.wkt, !SpatialReference.isSame(from, to) { return true }
    let (width, height) = (Double(frame.width), Double(frame.height))
    let corners = [(0, 0), (width, 0), (0, height)].compactMap { corner in
      let place = a.apply(column: corner.0, row: corner.1)
      return b.invert(x: place.x, y: place.y)
    }
    guard corners.count == 3 else { return false }
    let drift = max(
      abs(corners[1].row - corners[0].row), abs(corners[2].column - corners[0].column))
    return drift > 1e-3 || corners[1].column < corners[0].column
      || corners[2].row < corners[0].row
  }

  package init(frame: Grid, other: Grid) throws {
    guard let a = frame.transform, let b = other.transform else {
      throw Failure("a raster without a place on the ground cannot be brought to another grid")
    }
    (self.frame, self.other) = (a, b)
    transformation = try Self.transformation(from: frame, to: other)
    let (column, row) = (Double(frame.width) / 2, Double(frame.height) / 2)
    let (p, right, down) = (
      exact(column, row), exact(column + 1, row), exact(column, row + 1)
    )
    let x = ((right.x - p.x) * (right.x - p.x) + (down.x - p.x) * (down.x - p.x)).squareRoot()
    let y = ((right.y - p.y) * (right.y - p.y) + (down.y - p.y) * (down.y - p.y)).squareRoot()
    scale = (x.isFinite ? x : 1, y.isFinite ? y : 1)
  }

  deinit { transformation.map { OCTDestroyCoordinateTransformation($0) } }

  private static func transformation(
    from frame: Grid, to other: Grid
  ) throws -> OGRCoordinateTransformationH? {
    guard let a = frame.wkt, let b = other.wkt, !SpatialReference.isSame(a, b) else { return nil }
    GDAL.start()
    GDAL.resetErrors()
    guard let source = OSRNewSpatialReference(a) else { return nil }
    defer { OSRDestroySpatialReference(source) }
    guard let target = OSRNewSpatialReference(b) else { return nil }
    defer { OSRDestroySpatialReference(target) }
    OSRSetAxisMappingStrategy(source, OAMS_TRADITIONAL_GIS_ORDER)
    OSRSetAxisMappingStrategy(target, OAMS_TRADITIONAL_GIS_ORDER)
    guard let made = OCTNewCoordinateTransformation(source, target) else {
      throw Failure(
        "nothing leads from \(frame.reference.name) to \(other.reference.name): "
          + GDAL.lastMessage)
    }
    return made
  }

  /// Where a point of the frame lies in the other raster, in its pixels; not
  /// numbers where it lies nowhere. One point a call: PROJ may choose another
  /// operation for a point in company.
  package func exact(_ column: Double, _ row: Double) -> (x: Double, y: Double) {
    var (x, y) = frame.apply(column: column, row: row)
    if let transformation {
      var success: Int32 = 0
      guard OCTTransformEx(transformation, 1, &x, &y, nil, &success) != 0, success != 0 else {
        return (.nan, .nan)
      }
    }
    guard x.isFinite, y.isFinite, let place = other.invert(x: x, y: y),
      abs(place.column) < 1e9, abs(place.row) < 1e9
    else { return (.nan, .nan) }
    return (place.column, place.row)
  }

  /// Where the centres of a row of the frame's pixels lie in the other raster,
  /// in its pixels; not numbers where they lie nowhere. A row always goes
  /// together, so that it does not matter which rows are asked for.
  package func exactCentres(ofRow row: Int, width: Int) -> [(x: Double, y: Double)] {
    let points = (0..<width).map {
      frame.apply(column: Double($0) + 0.5, row: Double(row) + 0.5)
    }
    var x = points.map(\.x)
    var y = points.map(\.y)
    var success = [Int32](repeating: 1, count: width)
    if let transformation, width > 0 {
      _ = OCTTransformEx(transformation, Int32(width), &x, &y, nil, &success)
    }
    return (0..<width).map { index in
      guard success[index] != 0, x[index].isFinite, y[index].isFinite,
        let place = other.invert(x: x[index], y: y[index]), abs(place.column) < 1e9,
        abs(place.row) < 1e9
      else { return (.nan, .nan) }
      return (place.column, place.row)
    }
  }

  /// The window of the frame's pixels that hold the edge of another raster;
  /// empty where the two do not meet.
  package static func window(under other: Grid, on frame: Grid) throws -> Window {
    guard other != frame else { return frame.extent }
    let warp = try GridWarp(frame: other, other: frame)
    let (width, height) = (Double(other.width), Double(other.height))
    let edge = (0...40).flatMap { step -> [(Double, Double)] in
      let t = Double(step) / 40
      return [(t * width, 0), (t * width, height), (0, t * height), (width, t * height)]
    }
    let places = edge.map { warp.exact($0.0, $0.1) }.filter { $0.x.isFinite }
    guard let left = places.map(\.x).min(), let right = places.map(\.x).max(),
      let top = places.map(\.y).min(), let bottom = places.map(\.y).max()
    else { return Window(column: 0, row: 0, width: 0, height: 0) }
    let nudge = 1e-6
    let (column, row) = (Int((left + nudge).rounded(.down)), Int((top + nudge).rounded(.down)))
    return Window(
      column: column, row: row, width: Int((right - nudge).rounded(.up)) - column,
      height: Int((bottom - nudge).rounded(.up)) - row
    ).intersection(frame.extent)
  }

  /// The nodes around a window of the frame.
  func nodes(around window: Window) -> WarpNodes {
    let step = Self.spacing
    let columns = window.column / step...(window.endColumn - 1) / step + 1
    let rows = window.row / step...(window.endRow - 1) / step + 1
    var nodes = WarpNodes(
      firstColumn: columns.lowerBound, firstRow: rows.lowerBound, width: columns.count,
      longest: 8 * Double(step) * (scale.x + scale.y))
    for row in rows {
      for column in columns {
        let place = exact(Double(column * step), Double(row * step))
        nodes.x.append(place.x)
        nodes.y.append(place.y)
      }
    }
    return nodes
  }
}

/// A part of the lattice of a ``GridWarp``.
struct WarpNodes {
  let firstColumn: Int
  let firstRow: Int
  let width: Int
  /// A cell that is longer is torn, as where longitudes jump by a turn.
  let longest: Double
  var x: [Double] = []
  var y: [Double] = []

  /// The least window of the other raster that holds what lies under the
  /// nodes with a margin; nil where they lie beside it.
  func bounds(margin: Double, width: Int, height: Int) -> Window? {
    let (xs, ys) = (x.filter(\.isFinite), y.filter(\.isFinite))
    guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max()
    else { return nil }
    let (column, row) = (Int((left - margin).rounded(.down)), Int((top - margin).rounded(.down)))
    let window = Window(
      column: column, row: row, width: Int((right + margin).rounded(.up)) - column + 1,
      height: Int((bottom + margin).rounded(.up)) - row + 1
    ).intersection(Window(column: 0, row: 0, width: width, height: height))
    return window.isEmpty ? nil : window
  }

  /// The centre of a pixel of the frame, in pixels of the other raster.
  func position(column: Int, row: Int) -> (x: Double, y: Double) {
    let step = GridWarp.spacing
    let at = (row / step - firstRow) * width + column / step - firstColumn
    let t = (Double(column % step) + 0.5) / Double(step)
    let s = (Double(row % step) + 0.5) / Double(step)
    let (a, b) = (blend(x, at, t, s), blend(y, at, t, s))
    return (a, b)
  }

  private func blend(_ v: [Double], _ at: Int, _ t: Double, _ s: Double) -> Double {
    let (a, b, c, d) = (v[at], v[at + 1], v[at + width], v[at + width + 1])
    guard abs(a - b) < longest, abs(c - d) < longest, abs(a - c) < longest else { return .nan }
    return (a * (1 - t) + b * t) * (1 - s) + (c * (1 - t) + d * t) * s
  }
}

import Rasters

/// Follows the outlines of all patches at once, line by line. A line is the
/// border between two rows; at every corner where labels change, the open
/// outlines that come from above and from the left go on below and to the
/// right, turn, meet or begin.
///
/// Outlines run with their patch on the right hand as seen on the screen
/// (rows downwards): the outer ring of a patch clockwise, its holes
/// counterclockwise. Where a patch meets itself at a corner, the rings go
/// around the pixels that are not of it, so that a hole touches the outer ring
/// at most in points and no ring touches itself: what is made is valid by
/// the rules of Simple Features (ISO 19125-1, 6.1.11).
final class RingTracer {
  let outlines: Outlines
  /// Vertical edges that cross the row above the line, from left to right.
  private var above: [Edge] = []
  private var below: [Edge] = []

  /// A vertical edge between two runs, with the open ends of the outlines of
  /// the patches on its two sides (0 for "no data").
  private struct Edge {
    var column: Int32
    var left: UInt32 = 0
    var right: UInt32 = 0
    /// The patches on either side.
    var leftPatch: UInt32
    var rightPatch: UInt32
  }

  /// `emit(patch, ring)` gets every ring when it closes; the outer ring of a
  /// patch comes after all its holes.
  init(folder: String) throws { outlines = try Outlines(folder: folder) }

  /// The line between two rows; either is nil beyond the map's edge.
  func line(
    _ row: Int, width: Int32, below runs: RunRow?, emit: (UInt32, Ring) throws -> Void
  ) throws {
    try outlines.reserve(vertices: 4 * (above.count + (runs?.runs.count ?? 0) + 2))
    Self.edges(of: runs, width: width, into: &below)
    var (i, j) = (0, 0)
    var ends = Horizontal()
    while i < above.count || j < below.count {
      let x = min(
        i < above.count ? above[i].column : Int32.max,
        j < below.count ? below[j].column : Int32.max)
      let (hasUp, hasDown) = (
        i < above.count && above[i].column == x, j < below.count && below[j].column == x
      )
      var corner = Corner(
        northWest: i > 0 ? above[i - 1].rightPatch : 0, northEast: 0,
        southWest: j > 0 ? below[j - 1].rightPatch : 0, southEast: 0)
      corner.northEast = hasUp ? above[i].rightPatch : corner.northWest
      corner.southEast = hasDown ? below[j].rightPatch : corner.southWest
      let up = hasUp ? above[i] : nil
      var down = hasDown ? below[j] : nil
      try turn(corner, x, Int32(row), up: up, down: &down, along: &ends, emit: emit)
      if let down { below[j] = down }
      if hasUp { i += 1 }
      if hasDown { j += 1 }
    }
    swap(&above, &below)
  }

  func relax() { outlines.relax() }

  private static func edges(of row: RunRow?, width: Int32, into edges: inout [Edge]) {
    edges.removeAll(keepingCapacity: true)
    guard let row else { return }
    var left: UInt32 = 0
    for run in row.runs {
      edges.append(Edge(column: run.start, leftPatch: left, rightPatch: run.patch))
      left = run.patch
    }
    edges.append(Edge(column: width, leftPatch: left, rightPatch: 0))
  }

  /// Open ends that run along the line, of the patches on its two sides.
  private struct Horizontal {
    var above: UInt32 = 0
    var below: UInt32 = 0
  }

  private func turn(
    _ c: Corner, _ x: Int32, _ y: Int32, up: Edge?, down: inout Edge?,
    along ends: inout Horizontal, emit: (UInt32, Ring) throws -> Void
  ) throws {
    let west = ends
    ends = Horizontal()
    func follow(_ patch: UInt32) throws {
      guard patch != 0 else { return }
      let q = Quadrants(c, patch)
      let (east, south) = try q.turn(
        up: q.northWest ? up?.left ?? 0 : up?.right ?? 0,
        west: q.northWest ? west.above : west.below, x, y, outlines
      ) { try emit(patch, $0) }
      if east != 0 { q.northEast ? (ends.above = east) : (ends.below = east) }
      if south != 0 { q.southWest ? (down?.left = south) : (down?.right = south) }
    }
    try follow(c.northWest)
    if c.northEast != c.northWest { try follow(c.northEast) }
    if c.southWest != c.northWest, c.southWest != c.northEast { try follow(c.southWest) }
    if c.southEast != c.northWest, c.southEast != c.northEast, c.southEast != c.southWest {
      try follow(c.southEast)
    }
  }
}

/// The patches around a corner.
private struct Corner {
  var northWest: UInt32
  var northEast: UInt32
  var southWest: UInt32
  var southEast: UInt32
}

/// Which of the four pixels around a corner are of a patch.
private struct Quadrants {
  let northWest: Bool
  let northEast: Bool
  let southWest: Bool
  let southEast: Bool

  init(_ corner: Corner, _ patch: UInt32) {
    northWest = corner.northWest == patch
    northEast = corner.northEast == patch
    southWest = corner.southWest == patch
    southEast = corner.southEast == patch
  }

  /// Takes the outlines that come from above and from the west on to the
  /// east and the south; returns their ends there (0 for none).
  func turn(
    up: UInt32, west: UInt32, _ x: Int32, _ y: Int32, _ outlines: Outlines,
    emit: (Ring) throws -> Void
  ) throws -> (east: UInt32, south: UInt32) {
    let (hasUp, hasWest) = (northWest != northEast, northWest != southWest)
    let (hasEast, hasSouth) = (northEast != southEast, southWest != southEast)
    switch (hasUp, hasWest, hasEast, hasSouth) {
    case (true, false, false, true): return (0, up)
    case (false, true, true, false): return (west, 0)
    case (true, false, true, false): return (outlines.extend(up, x, y), 0)
    case (false, true, false, true): return (0, outlines.extend(west, x, y))
    case (true, true, true, true) where northWest:
      return (outlines.extend(up, x, y), outlines.extend(west, x, y))
    default: break
    }
    if hasUp, hasWest, let ring = outlines.join(up, west, x, y) { try emit(ring) }
    guard hasEast, hasSouth else { return (0, 0) }
    // Eastward edges with the patch below them are run along from the west;
    // those with the patch above run the other way.
    let begun = outlines.begin(x, y)
    return southEast && !northEast ? (begun.head, begun.tail) : (begun.tail, begun.head)
  }
}

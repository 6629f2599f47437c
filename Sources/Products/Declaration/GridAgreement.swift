import RasterIO
package import Rasters

/// Brings the grids of a scene's files together, or says why they cannot be.
package enum GridAgreement {
  package typealias Placed = (shown: String, grid: Grid)

  /// The finest of some grids, and the grids as they lie on one another: a
  /// file without georeference lies on the first placed one of its size.
  static func unify(_ grids: [Placed]) throws -> (finest: Grid, grids: [Grid]) {
    guard let first = grids.first else { throw Failure("no band is left to read") }
    for other in grids.dropFirst() { try check(first, other) }
    let placed = grids.map(\.grid).filter { $0.transform != nil }
    guard var finest = placed.first else { return (first.grid, grids.map(\.grid)) }
    for grid in placed where isFiner(grid, finest) { finest = grid }
    if finest.wkt == nil, let known = placed.first(where: { $0.wkt != nil }) {
      (finest.wkt, finest.reference) = (known.wkt, known.reference)
    }
    let laid = try grids.map { snapped(try lay($0, on: placed, first), to: finest) }
    return (finest, laid)
  }

  private static func lay(_ file: Placed, on placed: [Grid], _ first: Placed) throws -> Grid {
    guard file.grid.transform == nil else { return file.grid }
    let size = (file.grid.width, file.grid.height)
    guard let grid = placed.first(where: { ($0.width, $0.height) == size }) else {
      throw Failure("\(file.shown) has no georeference to lay it over \(first.shown)")
    }
    return grid
  }

  private static func isFiner(_ a: Grid, _ b: Grid) -> Bool {
    guard let first = a.transform, let second = b.transform else { return false }
    return first.pixelArea < second.pixelArea * (1 - 1e-9)
  }

  /// What is to be known of files without georeference that are laid over
  /// placed ones pixel by pixel.
  ///
  /// - Parameters:
  ///   - files: as they are; those before `target` say where it lies.
  ///   - target: the grid that the others are laid over.
  package static func notes(_ files: [Placed], onto target: Grid) -> [String] {
    guard target.transform != nil else { return [] }
    return files.filter { $0.grid.transform == nil }.map {
      "\($0.shown) has no georeference: it is laid over the others pixel by pixel"
    }
  }

  /// Refuses two files that cannot be laid over one another.
  package static func check(_ a: Placed, _ b: Placed) throws {
    guard a.grid.transform != nil, b.grid.transform != nil else { return try checkSizes(a, b) }
    if let first = a.grid.wkt, let second = b.grid.wkt, !SpatialReference.isSame(first, second) {
      throw Failure(
        "\(a.shown) is in \(systemName(a.grid)) and \(b.shown) in \(systemName(b.grid)); "
          + "reproject one of them")
    }
    guard overlap(a.grid, b.grid) else {
      throw Failure("\(a.shown) and \(b.shown) do not overlap on the ground")
    }
  }

  private static func checkSizes(_ a: Placed, _ b: Placed) throws {
    guard (a.grid.width, a.grid.height) == (b.grid.width, b.grid.height) else {
      let unplaced = a.grid.transform == nil ? a : b
      throw Failure(
        "\(a.shown) has \(a.grid.width)x\(a.grid.height) pixels and \(b.shown) "
          + "\(b.grid.width)x\(b.grid.height), and \(unplaced.shown) has no georeference to lay "
          + "them over one another")
    }
  }

  static func systemName(_ grid: Grid) -> String {
    let name = grid.reference.name.isEmpty ? "an unnamed system" : grid.reference.name
    return grid.reference.code.map { "\(name) (\($0))" } ?? name
  }

  private static func overlap(_ a: Grid, _ b: Grid) -> Bool {
    let (p, q) = (bounds(a), bounds(b))
    return p.x.overlaps(q.x) && p.y.overlaps(q.y)
  }

  private static func bounds(_ grid: Grid) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    let x = grid.corners.map(\.x)
    let y = grid.corners.map(\.y)
    let left = x.min() ?? 0
    let bottom = y.min() ?? 0
    return (left...max(left, x.max() ?? 0), bottom...max(bottom, y.max() ?? 0))
  }

  /// `grid` itself, or `target` where both have the same pixels to less than
  /// a thousandth and the same reference system, however it is written (or one
  /// of them says none).
  package static func snapped(_ grid: Grid, to target: Grid) -> Grid {
    guard grid.width == target.width, grid.height == target.height,
      isSameSystem(grid, target)
    else { return grid }
    guard let mine = grid.transform, let other = target.transform else { return target }
    let tolerance = other.pixelArea.squareRoot() / 1000
    let near = zip(grid.corners, target.corners).allSatisfy {
      abs($0.x - $1.x) < tolerance && abs($0.y - $1.y) < tolerance
    }
    return near && mine.pixelArea > 0 ? target : grid
  }

  private static func isSameSystem(_ a: Grid, _ b: Grid) -> Bool {
    guard let first = a.wkt, let second = b.wkt else { return true }
    if let code = a.reference.code, code == b.reference.code { return true }
    return SpatialReference.isSame(first, second)
  }
}

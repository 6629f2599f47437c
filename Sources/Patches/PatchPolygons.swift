import Rasters

/// The patches of a map as polygons, in the order in which their lower ends
/// are reached, in one walk. Memory holds one polygon and what the current
/// row touches; unfinished outlines lie in a nameless file.
package final class PatchPolygons {
  private let source: any LabelSource
  private let patches: PatchTable
  private let tracer: RingTracer
  private let checkpoint: () throws -> Void
  /// Holes of patches whose outer ring is still open.
  private var holes: [UInt32: [Ring]] = [:]
  private var polygon = PatchPolygon()

  /// `patches` are those of the same map.
  package init(
    _ source: any LabelSource, patches: PatchTable, folder: String,
    checkpoint: @escaping () throws -> Void = {}
  ) throws {
    self.source = source
    self.patches = patches
    self.checkpoint = checkpoint
    tracer = try RingTracer(folder: folder)
  }

  package func forEach(
    progress: (Double) -> Void = { _ in }, _ body: (PatchPolygon) throws -> Void
  ) throws {
    let grid = source.grid
    func close(_ patch: UInt32, _ ring: Ring) throws { try finish(patch, ring, body) }
    try RunWalk(source: source, checkpoint: checkpoint).forEachRow(
      finish: { rows, _ in
        patches.relax()
        tracer.relax()
        progress(Double(rows.upperBound) / Double(grid.height))
      }
    ) { row, _, current, _, _ in
      patches.resolve(&current)
      try tracer.line(row, width: Int32(grid.width), below: current, emit: close)
    }
    try tracer.line(grid.height, width: Int32(grid.width), below: nil, emit: close)
  }

  private func finish(
    _ patch: UInt32, _ ring: Ring, _ body: (PatchPolygon) throws -> Void
  ) throws {
    guard ring.doubleArea > 0 else {
      holes[patch, default: []].append(ring)
      return
    }
    polygon.label = Int(patches.label(of: patch))
    polygon.weight = patches.weight(of: patch)
    polygon.corners.removeAll(keepingCapacity: true)
    polygon.ringEnds.removeAll(keepingCapacity: true)
    append(ring)
    for hole in holes.removeValue(forKey: patch) ?? [] { append(hole) }
    try body(polygon)
  }

  /// Takes a ring over into the polygon and gives its corners back.
  private func append(_ ring: Ring) {
    var at = ring.first
    for _ in 0..<ring.count {
      let corner = tracer.outlines[at]
      polygon.corners.append(.init(column: corner.column, row: corner.row))
      at = corner.next
    }
    polygon.ringEnds.append(polygon.corners.count)
    tracer.outlines.release(ring)
  }
}

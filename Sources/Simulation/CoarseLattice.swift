/// Every `pitch`-th sample of the scene around a patch, for fields that are
/// smooth enough to be interpolated between them. The lattice is anchored to
/// the scene, so a value does not depend on the patch.
struct CoarseLattice {
  let patch: Patch
  let pitch: Int
  let columns: Int
  let rows: Int
  private let firstColumn: Int
  private let firstRow: Int

  init(patch: Patch, pitch: Int) {
    self.patch = patch
    self.pitch = pitch
    firstColumn = Self.floorDivide(patch.column, pitch)
    firstRow = Self.floorDivide(patch.row, pitch)
    columns = Self.floorDivide(patch.column + patch.width - 1, pitch) - firstColumn + 2
    rows = Self.floorDivide(patch.row + patch.height - 1, pitch) - firstRow + 2
  }

  private static func floorDivide(_ a: Int, _ b: Int) -> Int {
    a >= 0 ? a / b : -((b - 1 - a) / b)
  }

  func place(_ x: Int, _ y: Int) -> (u: Double, v: Double) {
    (
      (Double((firstColumn + x) * pitch) + 0.5) * patch.step,
      (Double((firstRow + y) * pitch) + 0.5) * patch.step
    )
  }

  /// The lattice as a patch; its samples lie within a pitch of ``place(_:_:)``.
  var asPatch: Patch {
    Patch(
      column: firstColumn, row: firstRow, width: columns, height: rows,
      step: patch.step * Double(pitch))
  }

  /// Bilinear interpolation of one value per lattice point.
  func interpolate(_ values: [Float], into plane: Plane) {
    let columnsOf = (0..<patch.width).map { split(patch.column + $0, first: firstColumn) }
    for y in 0..<patch.height {
      let (top, t) = split(patch.row + y, first: firstRow)
      let line = (0..<columns).map { x in
        let upper = values[top * columns + x]
        return upper + t * (values[(top + 1) * columns + x] - upper)
      }
      let row = plane.row(y)
      line.withUnsafeBufferPointer { line in
        for (x, place) in columnsOf.enumerated() {
          row[x] = line[place.index] + place.weight * (line[place.index + 1] - line[place.index])
        }
      }
    }
  }

  private func split(_ sample: Int, first: Int) -> (index: Int, weight: Float) {
    let index = Self.floorDivide(sample, pitch)
    return (index - first, Float(sample - index * pitch) / Float(pitch))
  }
}

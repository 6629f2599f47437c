import Foundation
package import Rasters

/// What is computed of heights on their own grid, from a pixel and its eight
/// neighbours:
///
///     a b c
///     d e f
///     g h i
package struct TerrainDerivative: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Degrees from the horizontal (Horn, Proc. IEEE 69(1), 14-47, 1981):
    ///
    ///     dz/dx = ((c + 2f + i) - (a + 2d + g)) / (8 dx)
    ///     dz/dy = ((g + 2h + i) - (a + 2b + c)) / (8 dy)
    case slope
    /// Metres between the highest and the lowest of the nine (Wilson et al.,
    /// Marine Geodesy 30, 3-35, 2007, as GDAL computes it).
    case roughness
  }

  package let kind: Kind
  /// Metres in a stored unit.
  package let gain: Double
  /// Sizes of the pixels on the ground; nil where the map's own units are
  /// true to scale.
  private let ground: GroundLattice?

  package init(_ kind: Kind, gain: Double = 1, on grid: Grid? = nil) {
    self.kind = kind
    self.gain = gain
    ground = grid.flatMap { kind == .roughness || $0.isTrueToScale ? nil : GroundLattice($0) }
  }

  /// Rows and columns around a pixel that are looked at.
  static let reach = 1

  /// The derivative over `window`. `heights` holds it and ``reach`` pixels
  /// around, as far as the raster goes. A neighbour that is missing (beyond
  /// the edge or without data) counts for a slope as the one opposite
  /// mirrored at the centre, or as the centre where that is missing too; for
  /// roughness it does not count.
  func apply(to heights: NativePatch, window: Window, grid: Grid) -> NativePatch {
    var out = NativePatch(
      window: window, values: [Float](repeating: 0, count: window.pixelCount),
      weights: [Float](repeating: 0, count: window.pixelCount))
    var around = Neighbours()
    for row in window.row..<window.endRow {
      let size = Self.size(grid, row)
      for column in window.column..<window.endColumn {
        guard around.look(at: heights, column, row) else { continue }
        let index = (row - window.row) * window.width + column - window.column
        out.weights[index] = 1
        out.values[index] = Float(
          kind == .slope
            ? around.slope(ground?.size(column: column, row: row) ?? size, gain: gain)
            : around.range * abs(gain))
      }
    }
    return out
  }

  /// As the map's own units have it: in degrees it differs from row to row.
  private static func size(_ grid: Grid, _ row: Int) -> PixelSize {
    grid.mapSize(column: Double(grid.width) / 2, row: Double(row) + 0.5)
      ?? PixelSize(across: 1, down: 1, cosine: 0, area: 1)
  }
}

/// A pixel and its neighbours, row by row.
private struct Neighbours {
  private var z = [Double](repeating: 0, count: 9)
  private var isThere = [Bool](repeating: false, count: 9)

  /// False where the pixel itself has no data.
  mutating func look(at patch: NativePatch, _ column: Int, _ row: Int) -> Bool {
    let window = patch.window
    for place in 0..<9 {
      let (x, y) = (column + place % 3 - 1, row + place / 3 - 1)
      isThere[place] = false
      guard x >= window.column, x < window.endColumn, y >= window.row, y < window.endRow
      else { continue }
      let at = (y - window.row) * window.width + x - window.column
      guard patch.weights[at] != 0 else { continue }
      isThere[place] = true
      z[place] = Double(patch.values[at])
    }
    return isThere[4]
  }

  /// Between the highest and the lowest that are there.
  var range: Double {
    var (low, high) = (z[4], z[4])
    for place in 0..<9 where isThere[place] {
      (low, high) = (min(low, z[place]), max(high, z[place]))
    }
    return high - low
  }

  func slope(_ size: PixelSize, gain: Double) -> Double {
    let (a, b, c, d) = (height(0), height(1), height(2), height(3))
    let (f, g, h, i) = (height(5), height(6), height(7), height(8))
    let x = ((c + 2 * f + i) - (a + 2 * d + g)) * gain / (8 * size.across)
    let y = ((g + 2 * h + i) - (a + 2 * b + c)) * gain / (8 * size.down)
    return atan(size.steepness(x, y)) * 180 / .pi
  }

  private func height(_ place: Int) -> Double {
    if isThere[place] { return z[place] }
    return isThere[8 - place] ? 2 * z[4] - z[8 - place] : z[4]
  }
}

import Cartography
import Foundation
import RasterIO
package import Rasters

/// Shaded relief of a terrain model under a map: light from the north-west,
/// 45 degrees high, gradients by Horn (Proc. IEEE 69(1), 1981).
package final class HillshadeBackdrop: Backdrop {
  private let terrain: PlacedBand
  private let grid: Grid
  package var notes: [String] { terrain.notes }

  package init(path: String, onto grid: Grid) throws {
    terrain = try PlacedBand(path: path, band: 1, onto: grid)
    self.grid = grid
    guard grid.pixelMetres != nil else {
      throw Failure("a hillshade needs a map whose pixels have a size in metres")
    }
  }

  package func pixels(in window: Window, width: Int, height: Int) throws -> [UInt8] {
    let step = Step(window, width: width, height: height, grid)
    let heights = try terrain.read(
      step.window, width: width + step.left + step.right, height: height + step.top + step.bottom)
    return (0..<width * height).map { index in
      let shade = step.shade(heights, row: index / width, column: index % width, width: width)
      return UInt8(max(0, min(255, shade * 255)))
    }
  }

  /// A window with one output pixel more on each side that has one.
  private struct Step {
    let window: Window
    let left: Int
    let right: Int
    let top: Int
    let bottom: Int
    let metres: (across: Double, down: Double)

    init(_ inner: Window, width: Int, height: Int, _ grid: Grid) {
      let across = max(1, inner.width / max(1, width))
      let down = max(1, inner.height / max(1, height))
      let extent = grid.extent
      left = inner.column >= across ? 1 : 0
      top = inner.row >= down ? 1 : 0
      right = inner.endColumn + across <= extent.width ? 1 : 0
      bottom = inner.endRow + down <= extent.height ? 1 : 0
      window = Window(
        column: inner.column - left * across, row: inner.row - top * down,
        width: inner.width + (left + right) * across,
        height: inner.height + (top + bottom) * down)
      let size = grid.pixelMetres ?? (1, 1)
      metres = (
        size.across * Double(inner.width) / Double(max(1, width)),
        size.down * Double(inner.height) / Double(max(1, height))
      )
    }

    func shade(_ z: [Float], row: Int, column: Int, width: Int) -> Double {
      let stride = width + left + right
      let rows = z.count / max(1, stride)
      func at(_ dr: Int, _ dc: Int) -> Double {
        let r = max(0, min(rows - 1, row + top + dr))
        let c = max(0, min(stride - 1, column + left + dc))
        return Double(z[r * stride + c])
      }
      let dx =
        (at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1))
        / (8 * metres.across)
      let dy =
        (at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1))
        / (8 * metres.down)
      guard dx.isFinite, dy.isFinite else { return 1 }
      // The light's direction, (east, south, up) = (-1, -1, sqrt 2) / 2.
      let up = 1 / (1 + dx * dx + dy * dy).squareRoot()
      return max(0, (0.5 * dx + 0.5 * dy + 0.5.squareRoot()) * up)
    }
  }
}

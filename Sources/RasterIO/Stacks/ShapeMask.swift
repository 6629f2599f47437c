package import Rasters

/// Shapes that can be drawn on windows of a grid, whatever they were read from.
package protocol ShapeMask: Sendable {
  /// The values of a window of the grid, row by row: 0 outside all shapes. A
  /// pixel belongs to the shape that holds its centre.
  func rasterise(_ window: Window, of grid: Grid) throws -> [UInt16]
}

package import Rasters

/// The size of the pictures in a page: that of the map, made to fit.
package struct PictureSize {
  package static let longestSide = 1200

  package let width: Int
  package let height: Int

  package init(_ grid: Grid, longestSide: Int = PictureSize.longestSide) {
    let share = min(1, Double(longestSide) / Double(max(grid.width, grid.height, 1)))
    width = max(1, Int((Double(grid.width) * share).rounded()))
    height = max(1, Int((Double(grid.height) * share).rounded()))
  }
}

/// A finished map that can be read in part and at a smaller size. Maps,
/// styles and reports are made from this, never from a run.
package protocol LabelRaster {
  var grid: Grid { get }

  /// Labels of a window, decimated by nearest neighbour to `width` x
  /// `height` values, row by row; 0 is "no data".
  func labels(in window: Window, width: Int, height: Int) throws -> [UInt16]
}

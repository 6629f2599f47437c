package import Rasters

/// What the units of a map are laid over: relief or an image, on the grid of
/// the map.
package protocol Backdrop {
  /// The pixels of a window at `width` x `height`, row by row: three bytes
  /// each for red, green and blue, or one for grey.
  func pixels(in window: Window, width: Int, height: Int) throws -> [UInt8]
}

package import Rasters

/// One image of a file, plane by plane and window by window. Row 0 is the
/// lowest one on the screen, whatever the format. Not for two threads.
package protocol ImagePlanes: AnyObject {
  /// As it was typed.
  var path: String { get }
  var width: Int { get }
  var height: Int { get }
  /// Planes beyond the second axis, all of them counted as one.
  var planes: Int { get }
  /// What the values count, where the file says it.
  var unit: String? { get }

  /// What values are if they are a picture's; nil for the sky's.
  var picture: PictureValues? { get }

  /// Reads a window of a plane (from 0) into `out`, row by row from the
  /// lowest on, `stride` values apart; NaN is no value. The window must lie
  /// in the image.
  func read(
    _ window: Window, plane: Int, into out: UnsafeMutablePointer<Float>, stride: Int) throws

  /// Reads a window with all digits, rows without gaps.
  func readDoubles(_ window: Window, plane: Int) throws -> [Double]

  /// Reads whole numbers of 64 bits, which reals do not hold, with all digits;
  /// 0 is no value. Nil for an image of other numbers.
  func readWholes(_ window: Window, plane: Int) throws -> [Int64]?

  /// Reads the first planes wholly, one after another, rows from the top as
  /// shown on a screen.
  func readTopDown(planes count: Int, into out: UnsafeMutablePointer<Float>) throws

  /// Cards of a FITS header that say where the image is, 80 letters each.
  func header() throws -> [String]

  /// Opens the image again, with a handle of its own, for another thread.
  func reopened() throws -> any ImagePlanes
}

extension ImagePlanes {
  package var extent: Window { Window(column: 0, row: 0, width: width, height: height) }

  /// Refuses windows that are not wholly in the image.
  func check(_ window: Window, plane: Int) throws {
    guard extent.contains(window), (0..<planes).contains(plane), !window.isEmpty else {
      throw Failure("'\(path)' has no pixels at \(window) of plane \(plane + 1)")
    }
  }
}

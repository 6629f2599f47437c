package import Rasters

/// A source that was found.
package struct DetectedSource: Sendable, Equatable {
  /// Barycentre.
  package var place: ImagePosition
  package var flux: Double
  package var peak: Double
  package var pixels: Int
  /// Half axes in pixels, and the angle of the longer one against x in degrees.
  package var a: Double
  package var b: Double
  package var theta: Double
  /// SExtractor's: 1 merged, 2 truncated.
  package var flags: Int
  /// The smallest window with all of its pixels.
  package var box = Window(column: 0, row: 0, width: 0, height: 0)
}

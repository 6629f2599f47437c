package import Rasters

/// How sources are found; the names and defaults of SExtractor.
package struct DetectionOptions: Sendable, Equatable {
  /// Deviations above the background.
  package var threshold = 1.5
  /// Pixels above the threshold that make a source.
  package var leastArea = 5
  /// Side of a mesh of the background, in pixels.
  package var mesh = 64
  /// Meshes whose median smooths the background.
  package var meshFilter = 3
  package var deblendLevels = 32
  package var deblendContrast = 0.005
  /// Sources that their brighter neighbours explain are taken away; 0 leaves
  /// them.
  package var clean = 1.0
  /// Smooth with a 3 x 3 pyramid before the threshold.
  package var smooths = true
  /// Band that is looked at, from 1.
  package var band = 1

  package init() {}

  func check(bands: Int) throws {
    func refuse(_ text: String) -> Failure { .usage(text) }
    guard threshold > 0, threshold <= 1e6 else {
      throw refuse("--threshold is \(threshold), must be above 0")
    }
    guard (1...1_000_000).contains(leastArea) else {
      throw refuse("--min-area is \(leastArea), must be from 1 to 1000000")
    }
    guard (8...4096).contains(mesh) else {
      throw refuse("--mesh is \(mesh), must be from 8 to 4096")
    }
    guard (1...25).contains(meshFilter) else {
      throw refuse("--mesh-filter is \(meshFilter), must be from 1 to 25")
    }
    guard (1...64).contains(deblendLevels) else {
      throw refuse("--deblend-levels is \(deblendLevels), must be from 1 to 64")
    }
    guard (0.0...1.0).contains(deblendContrast) else {
      throw refuse("--deblend-contrast is \(deblendContrast), must be from 0 to 1")
    }
    guard (0.0...10).contains(clean) else {
      throw refuse("--clean is \(clean), must be from 0 to 10")
    }
    guard (1...bands).contains(band) else {
      throw refuse("--detect-band is \(band), the image has bands 1 to \(bands)")
    }
  }
}

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

import Rasters
import Settings

/// What a simulated survey of the sky shall be.
package struct SurveyRequest: Sendable, Hashable {
  /// Columns and rows of the image.
  package var width: Int
  package var height: Int
  package var sources: Int
  package var seed: UInt64
  /// Deviation of the sky's noise as a multiple of the usual one.
  package var noise: Double

  package init(
    width: Int = 1200, height: Int = 900, sources: Int = 240, seed: UInt64 = 1, noise: Double = 1
  ) {
    self.width = width
    self.height = height
    self.sources = sources
    self.seed = seed
    self.noise = noise
  }

  package static let sides = 64...100_000
  /// Pixels that a field must have for each source: more would lie upon one
  /// another.
  private static let sourcePixels = 100
  /// However small the field is.
  private static let leastSources = 240

  /// Throws what is wrong with the request, in one line.
  package func check() throws {
    for (name, side) in [("width", width), ("height", height)] where !Self.sides.contains(side) {
      throw Failure.usage(
        "a \(name) of \(side) pixels is not possible: give \(Self.sides.lowerBound) to "
          + "\(Self.sides.upperBound)")
    }
    try SimulationSettings.sources.checked(sources)
    let most = max(Self.leastSources, width * height / Self.sourcePixels)
    guard sources <= most else {
      throw Failure.outOfRange(
        SimulationSettings.sources.name, found: "\(sources)",
        allowed: "\(most) at most in a field of \(width)x\(height) pixels")
    }
    try SimulationSettings.noise.checked(noise)
  }
}

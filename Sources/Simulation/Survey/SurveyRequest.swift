import Rasters

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
  package static let sourceCounts = 1...1_000_000

  /// Throws what is wrong with the request, in one line.
  package func check() throws {
    for (name, side) in [("width", width), ("height", height)] where !Self.sides.contains(side) {
      throw Failure.usage(
        "a \(name) of \(side) pixels is not possible: give \(Self.sides.lowerBound) to "
          + "\(Self.sides.upperBound)")
    }
    guard Self.sourceCounts.contains(sources) else {
      throw Failure.usage(
        "\(sources) sources are not possible: give \(Self.sourceCounts.lowerBound) to "
          + "\(Self.sourceCounts.upperBound)")
    }
    guard (0...100).contains(noise) else {
      throw Failure.usage("noise of \(noise) is not possible: give 0.0 to 100.0")
    }
  }
}

/// How a Potts field over the finished labels is asked for.
package struct PottsSettings: Sendable, Equatable {
  /// By how much neighbours that are all surely of one unit raise its log
  /// probability, 0 ... 1000; 0 leaves every pixel to itself. No unit is taken
  /// to be less probable by a pixel's own code than exp(-16).
  package var strength: Double
  /// Synchronous sweeps, 1 ... 20.
  package var sweeps: Int
  /// Pixels across the square whose pixels are neighbours: 3, 5 or 7.
  package var window: Int

  package init(strength: Double = 50, sweeps: Int = 5, window: Int = 5) {
    self.strength = strength
    self.sweeps = sweeps
    self.window = window
  }

  package static let strengths = 0.0...1000
  package static let mostSweeps = 20
  package static let windows = [3, 5, 7]

  package var radius: Int { window / 2 }

  /// Pixels around a window that its result depends on.
  package var halo: Int { strength > 0 ? radius * sweeps : 0 }
}

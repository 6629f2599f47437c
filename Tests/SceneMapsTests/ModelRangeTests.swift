import Fitting
import Kernels
import MapUnits
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import SceneMaps

/// Whether a scene is in the units of a model.
@Suite struct ModelRangeTests {
  /// A scene of two bands with values around a mean.
  private static func statistics(mean: Double, spread: Double) throws -> UnitStatistics {
    let strip = Strip(width: 50, rows: 20, bands: 2)
    strip.load(0..<20) { _, index in
      Float(mean + spread * (index.isMultiple(of: 2) ? 1 : -1))
    }
    var statistics = UnitStatistics(units: 2, centre: [mean, mean])
    try statistics.add(
      strip, core: 0..<20, labels: (0..<1000).map { UInt8(1 + $0 / 500) }, areas: nil,
      workers: Workers(1))
    return statistics
  }

  @Test(arguments: [
    // Digital numbers; the model knows reflectances, and the other way round.
    (Scaler.Kind.zScore, 0.2, 0.05, 9000.0, 1500.0, false),
    (.zScore, 9000, 1500, 0.2, 0.05, false), (.robust, 0, 0.4, 9000, 1500, false),
    (.minMax, 4000, 12_000, 0.2, 0.05, false), (.zScore, 3000, 1500, 0.2, 0.05, false),
    // Another season, another sensor, a lake; values as they are.
    (.zScore, 9000, 1500, 7000, 1200, true), (.zScore, 0.2, 0.05, 0.3, 0.1, true),
    (.robust, 0, 0.4, 0.25, 0.06, true), (.minMax, 4000, 12_000, 8000, 900, true),
    (.zScore, 9000, 1500, 6500, 60, true), (.none, 0, 1, 9000, 1500, true),
  ])
  func unitsAreCompared(
    _ kind: Scaler.Kind, _ centre: Double, _ width: Double, _ mean: Double, _ spread: Double,
    _ fits: Bool
  ) throws {
    let scaler = Scaler(kind: kind, centre: [centre, centre], gain: [1 / width, 1 / width])
    let note = ModelRange(
      names: ["red", "nir"], scaler: scaler,
      statistics: try Self.statistics(mean: mean, spread: spread)
    ).note
    #expect((note == nil) == fits)
    #expect(note?.contains("values of 2 of 2 features are not of the size") ?? true)
  }
}

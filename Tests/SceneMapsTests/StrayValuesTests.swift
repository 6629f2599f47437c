import Kernels
import Rasters
import TestSupport
import Testing

@testable import SceneMaps

/// Values that may mean no data, though nobody says so.
@Suite struct StrayValuesTests {
  /// 1000 pixels: values of a scene, of which some are replaced.
  private static func notes(
    _ strays: [Float: Int], from low: Float = 500, to high: Float = 3500, steps: Int = 997,
    validPixels: Int = 1000
  ) -> [String] {
    var values = (0..<1000).map { low + (high - low) * Float($0 * 7 % steps) / Float(steps - 1) }
    var next = 0
    for (value, count) in strays.sorted(by: { $0.key < $1.key }) {
      for _ in 0..<count {
        values[next] = value
        next += 1
      }
    }
    let all = values + strays.keys
    let range = (all.min() ?? 0)...(all.max() ?? 0)
    return StrayValues(
      names: ["red"], values: PlanarMatrix(rows: [values]),
      extremes: [range], validPixels: validPixels
    ).notes
  }

  @Test(
    arguments: [
      (-9999, 200, 500, 3500), (65_535, 200, 5000, 20_000), (1e20, 10, 500, 3500),
      (0, 300, 7000, 12_000), (-32_768, 1, 0, 9000), (1e9, 3, 500, 3500),
      (-3.4028235e38, 5, 0, 1), (-9999, 400, 0.05, 0.4),
    ] as [(Float, Int, Float, Float)])
  func theyAreNamedAndCounted(_ value: Float, _ count: Int, _ low: Float, _ high: Float) throws {
    let notes = Self.notes([value: count], from: low, to: high)
    let note = try #require(notes.first)
    #expect(notes.count == 1)
    #expect(note.hasPrefix("\(count) of 1000 pixels hold "))
    #expect(note.contains(" in red, far from the other values ("))
  }

  /// Dark water, bright clouds, a single reflection; classes; what is like the rest.
  @Test(
    arguments: [
      (0, 100, 20, 3000), (255, 30, 0, 254), (9000, 2, 500, 3500), (0, 300, 500, 3500),
      (99, 10, 0, 98), (65_535, 20, 3000, 60_000), (-0.2, 5, -0.1, 0.9),
    ] as [(Float, Int, Float, Float)])
  func ordinaryExtremesAreNot(_ value: Float, _ count: Int, _ low: Float, _ high: Float) {
    #expect(Self.notes([value: count], from: low, to: high) == [])
  }

  @Test func classesAreNoMeasurements() {
    #expect(Self.notes([0: 300], from: 7, to: 9, steps: 3) == [])
    #expect(Self.notes([:], from: 5, to: 5) == [])
  }

  /// A sample tells a share; what it lacks is in the range alone.
  @Test func aSampleTellsAShare() {
    #expect(
      Self.notes([-9999: 200], validPixels: 1_000_000)[0]
        .hasPrefix("about 20 % of 1000000 pixels hold -9999 in red"))
    #expect(
      Self.notes([-9999: 0], validPixels: 1_000_000)[0]
        .hasPrefix("a few of 1000000 pixels hold -9999 in red"))
  }
}

import Testing

@testable import Reports

/// Values along pixels, with round ticks.
@Suite struct AxisTests {
  private func covering(_ values: [Double], count: Int = 4) -> Axis? {
    Axis(covering: values, from: 100, to: 0, count: count, pad: 0)
  }

  @Test(arguments: [
    ([0.0, 1], ["0.0", "0.5", "1.0"]), ([0, 100], ["0", "50", "100"]),
    ([20_000, 60_000], ["20k", "30k", "40k", "50k", "60k"]),
    ([-3e6, 1e6], ["−3M", "−2M", "−1M", "0M", "1M"]),
    ([1.1e6, 1.3e6], ["1.10M", "1.15M", "1.20M", "1.25M", "1.30M"]),
    ([0.412, 0.418], ["0.412", "0.414", "0.416", "0.418"]),
  ])
  func ticksAreRoundAndToldApart(_ values: [Double], _ labels: [String]) throws {
    let axis = try #require(covering(values))
    #expect(axis.ticks.map(axis.shortLabel) == labels)
  }

  @Test func placesAreLinear() throws {
    let axis = try #require(covering([2, 4, .nan, .infinity]))
    #expect([2, 3, 4].map(axis.place) == [100, 50, 0])
  }

  @Test func equalValuesHaveRoom() throws {
    let axis = try #require(covering([7, 7]))
    #expect(axis.low < 7 && axis.high > 7 && !axis.ticks.isEmpty)
    #expect(covering([]) == nil && covering([.nan]) == nil)
  }
}

import Testing

@testable import Reports

/// Numbers of a page.
@Suite struct FigureTests {
  @Test(arguments: [
    (508.3, 128.4, "508", "± 128"), (668, 100, "668", "± 100"),
    (0.08764, 0.00213, "0.0876", "± 0.0021"),
    (8123.4, 12.3, "8123", "± 12"), (21.27, 3.456, "21.3", "± 3.5"), (5, 0, "5", "± 0"),
    (12_345.6, 9.96, "12345.6", "± 10.0"), (-3.14159, 0.5, "\u{2212}3.14", "± 0.50"),
  ])
  func meanAndDeviationHaveTheSamePlaces(
    _ mean: Double, _ deviation: Double, _ first: String, _ second: String
  ) {
    let pair = Figures.pair(mean, deviation)
    #expect(pair.mean == first && pair.deviation == second)
  }

  @Test func whatIsMissingIsADash() {
    #expect(Figures.pair(nil, 1) == ("–", ""))
    #expect(Figures.pair(2.5, nil) == ("2.5", ""))
  }

  @Test(arguments: [
    (129.7, 2, "130"), (99.6, 2, "100"), (12_345, 4, "12345"), (9999.7, 4, "10000"),
    (0.5, 2, "0.5"),
    (1234, 4, "1234"), (5e8, 3, "5e+08"), (0.00001234, 3, "1.23e-05"),
  ])
  func noPowerOfTenIsWrittenForShortNumbers(_ value: Double, _ count: Int, _ text: String) {
    #expect(Figures.digits(value, count) == text)
  }
}

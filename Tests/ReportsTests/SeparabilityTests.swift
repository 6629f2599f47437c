import Foundation
import Testing

@testable import Reports

/// By hand: B = (a - b)² / 4(s² + t²) + ln((s² + t²) / 2st) / 2, distance 2(1 - e^-B).
@Suite struct SeparabilityTests {
  @Test(arguments: [
    (0.0, 1.0, 0.0, 1.0, 0.0), (0, 1, 4, 1, 1.729329), (0, 1, 0, 2, 0.211146),
    (1, 2, 3, 1, 0.535410), (0, 0, 0, 0, 0), (0, 0, 1, 0, 2),
  ])
  func distancesAreThoseOfNormalDistributions(
    _ a: Double, _ s: Double, _ b: Double, _ t: Double, _ expected: Double
  ) {
    #expect(abs(Separability.distance(a, s, b, t) - expected) < 1e-5)
  }

  @Test func theHardestPairIsFirst() throws {
    let spectra = [
      ReportContent.Spectrum(means: [0, 0], deviations: [1, 1]),
      ReportContent.Spectrum(means: [1, 9], deviations: [1, 1]),
      ReportContent.Spectrum(means: [0.5, 0.1], deviations: [1, 1]),
      ReportContent.Spectrum(means: [nil, nil], deviations: [nil, nil]),
    ]
    let pairs = Separability.pairs(spectra)
    #expect(pairs.count == 3)
    let first = try #require(pairs.first)
    #expect(first.first == 0 && first.second == 2 && first.band == 0)
  }
}

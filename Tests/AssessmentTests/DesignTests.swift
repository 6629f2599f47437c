import Rasters
import Testing

@testable import Assessment

/// Sizes, shares and the draw.
@Suite struct DesignTests {
  private static func strata(_ pixels: [Int]) -> [Stratum] {
    pixels.enumerated().map { Stratum(unit: $0 + 1, name: "Unit \($0 + 1)", pixels: $1) }
  }

  /// Olofsson et al. 2014, 5.1.1: 641 samples.
  @Test func publishedSize() {
    #expect(
      SampleSize.stratified(
        weights: [0.02, 0.015, 0.32, 0.645], accuracies: [0.7, 0.6, 0.9, 0.95],
        standardError: 0.01, population: 10_000_000) == 641)
    // One accuracy: p q / E^2.
    #expect(
      SampleSize.stratified(
        weights: [0.4, 0.6], accuracies: [0.8, 0.8], standardError: 0.01, population: 1 << 40)
        == 1600)
    // No more than there is.
    #expect(
      SampleSize.stratified(
        weights: [1], accuracies: [0.5], standardError: 0.001, population: 90) <= 90)
  }

  @Test(
    arguments: [
      (Allocation.proportional, 641, 0, [13, 10, 205, 413]),
      (.proportional, 640, 75, [75, 75, 162, 328]),
      (.equal, 640, 50, [160, 160, 160, 160]),
      (.optimal, 641, 0, [23, 19, 243, 356]),
      (.optimal, 641, 50, [50, 50, 220, 321]),
    ])
  func sharedOut(_ allocation: Allocation, _ total: Int, _ least: Int, _ wanted: [Int]) {
    let strata = Self.strata([200_000, 150_000, 3_200_000, 6_450_000])
    let counts = allocation.counts(
      total: total, strata: strata, least: least, accuracies: [0.7, 0.6, 0.9, 0.95])
    #expect(counts == wanted)
    #expect(counts.reduce(0, +) == total)
  }

  @Test func smallUnitsGiveAllTheyHave() {
    let strata = Self.strata([10, 3, 5000])
    #expect(
      Allocation.proportional.counts(
        total: 200, strata: strata, least: 50, accuracies: [0.8, 0.8, 0.8]) == [10, 3, 187])
    #expect(
      Allocation.equal.counts(
        total: 5013, strata: strata, least: 2, accuracies: [0.8, 0.8, 0.8]) == [10, 3, 5000])
    // What the small unit cannot take lifts the others off their floors.
    let many = Self.strata([Int](repeating: 10_000, count: 7) + [20])
    let counts = Allocation.equal.counts(
      total: 380, strata: many, least: 50, accuracies: [Double](repeating: 0.8, count: 8))
    #expect(counts.reduce(0, +) == 380 && counts.last == 20 && counts.min() == 20)
  }

  /// The same whatever the pieces; no pixel twice; each unit its number.
  @Test func drawDoesNotDependOnPieces() {
    let labels = (0..<5000).map { UInt16(($0 * 7 / 3) % 4) }
    let draw = { (piece: Int) -> [StratifiedSampler.Pick] in
      var sampler = StratifiedSampler(counts: [1: 20, 2: 7, 3: 0], seed: 3)
      for start in stride(from: 0, to: labels.count, by: piece) {
        sampler.add(Array(labels[start..<min(labels.count, start + piece)]), from: start)
      }
      return sampler.finish()
    }
    let whole = draw(5000)
    #expect(draw(1) == whole && draw(333) == whole)
    #expect(whole.count == 27)
    #expect(Set(whole.map(\.position)).count == 27)
    #expect(whole.allSatisfy { Int(labels[$0.position]) == $0.unit })
    // Units come in no order.
    #expect(whole.map(\.unit) != whole.map(\.unit).sorted())
  }

  /// Every pixel is drawn as often as any other.
  @Test func drawIsUniform() {
    var hits = [Int](repeating: 0, count: 40)
    for seed in 0..<4000 {
      var sampler = StratifiedSampler(counts: [1: 10], seed: UInt64(seed))
      sampler.add([UInt16](repeating: 1, count: 40), from: 0)
      for pick in sampler.finish() { hits[pick.position] += 1 }
    }
    // 1000 each, standard deviation 27.
    #expect(hits.allSatisfy { abs($0 - 1000) < 130 })
  }
}

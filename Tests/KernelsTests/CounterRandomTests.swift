import Foundation
import Kernels
import Testing

@Suite struct CounterRandomTests {
  /// Maps and models depend on these draws: they may never change. (The
  /// numbers are those of the formula worked out in Python.)
  @Test func goldenValues() {
    let random = CounterRandom(seed: 42, stream: 7)
    let draws = (0..<4).map { String(random.bits(UInt64($0)), radix: 16) }
    #expect(
      draws == [
        "e390004f45479bd4",
        "24fa898949c5e33e",
        "ac607c0a2a808816",
        "3b9882a591c7e548",
      ])
    #expect(String(CounterRandom(seed: 0).bits(0), radix: 16) == "31042cc5515af7ee")
    var sequence = RandomSequence(seed: 42, stream: 7)
    var items = Array(0..<10)
    sequence.shuffle(&items)
    #expect(items == [2, 4, 7, 3, 5, 8, 0, 9, 6, 1])
  }

  /// Chi squared of 64 bins over 2^16 draws: 63 degrees of freedom have 103
  /// at one in a thousand.
  @Test(arguments: [0, 1, 2, 77, UInt64.max], [0, 1, 1000])
  func uniform(seed: UInt64, stream: UInt64) {
    let random = CounterRandom(seed: seed, stream: stream)
    var bins = [Double](repeating: 0, count: 64)
    for counter in 0..<UInt64(1 << 16) {
      let draw = random.uniform(counter)
      #expect(draw >= 0 && draw < 1)
      bins[Int(draw * 64)] += 1
    }
    #expect(Self.chiSquared(bins, expected: 1024) < 110)
  }

  static func chiSquared(_ bins: [Double], expected: Double) -> Double {
    bins.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
  }

  /// Neighbouring seeds, streams and counters have nothing in common.
  @Test func neighboursAreIndependent() {
    let count = 1 << 14
    let base = Self.draws(CounterRandom(seed: 5, stream: 5), 0..<count)
    for other in [
      Self.draws(CounterRandom(seed: 6, stream: 5), 0..<count),
      Self.draws(CounterRandom(seed: 5, stream: 6), 0..<count),
      Self.draws(CounterRandom(seed: 5, stream: 5), 1..<count + 1),
      Self.draws(CounterRandom(seed: 5, stream: 5), 1 << 32..<1 << 32 + count),
    ] {
      #expect(abs(Self.correlation(base, other)) < 4 / Double(count).squareRoot())
    }
  }

  static func draws(_ random: CounterRandom, _ counters: Range<Int>) -> [Double] {
    counters.map { random.uniform(UInt64($0)) - 0.5 }
  }

  static func correlation(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0.0) { $0 + $1.0 * $1.1 } * 12 / Double(a.count)
  }

  @Test func normalHasItsMoments() {
    let random = CounterRandom(seed: 3)
    let draws = (0..<1 << 16).map { random.normal(UInt64($0)) }
    let moment = { (power: Double) in
      draws.reduce(0.0) { $0 + pow($1, power) } / Double(draws.count)
    }
    #expect(abs(moment(1)) < 0.015)
    #expect(abs(moment(2) - 1) < 0.025)
    #expect(abs(moment(3)) < 0.06)
    #expect(abs(moment(4) - 3) < 0.2)
    #expect(draws.allSatisfy { $0.isFinite })
  }

  @Test(arguments: [0, 1, 2, 3, 100, 1000]) func shuffleIsAPermutation(_ count: Int) {
    var random = RandomSequence(seed: 9)
    var items = Array(0..<count)
    random.shuffle(&items)
    #expect(items.sorted() == Array(0..<count))
    if count > 10 { #expect(items != Array(0..<count)) }
  }

  /// All 24 orders of four come up alike.
  @Test func shuffleIsFair() {
    var random = RandomSequence(seed: 1)
    var seen: [[Int]: Double] = [:]
    for _ in 0..<24_000 {
      var items = [0, 1, 2, 3]
      random.shuffle(&items)
      seen[items, default: 0] += 1
    }
    #expect(seen.count == 24)
    #expect(Self.chiSquared(Array(seen.values), expected: 1000) < 50)
  }

  @Test(arguments: [1, 2, 3, 10, 1000, Int.max]) func indexStaysBelow(_ bound: Int) {
    var random = RandomSequence(seed: 2)
    #expect((0..<1000).allSatisfy { _ in (0..<bound).contains(random.index(below: bound)) })
  }

  /// Normal draws of a sequence take none of the bits of its other draws.
  @Test func normalSharesNoBits() {
    var mixed = RandomSequence(seed: 11)
    let first = mixed.normal()
    let used = [mixed.bits(), mixed.bits()]
    var bits = RandomSequence(seed: 11)
    let all = (0..<4).map { _ in bits.bits() }
    let u = 1 - Double(all[0] >> 11) * 0x1p-53
    let v = Double(all[1] >> 11) * 0x1p-53
    #expect(abs(first - (-2 * log(u)).squareRoot() * cos(2 * .pi * v)) < 1e-12)
    #expect(used == [all[2], all[3]])
  }
}

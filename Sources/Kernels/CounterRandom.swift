import Foundation

/// Random numbers as a function of (seed, stream, counter): no state, so the
/// draw for a pixel is the same whichever thread or tile asks for it.
///
/// The mixing function is SplitMix64's finaliser (Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", 2014), applied twice.
package struct CounterRandom: Sendable {
  private let key: UInt64

  package init(seed: UInt64, stream: UInt64 = 0) {
    key = Self.mix(seed &+ 0x9e37_79b9_7f4a_7c15 &* (stream &+ 1))
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  package func bits(_ counter: UInt64) -> UInt64 {
    Self.mix(Self.mix(counter &* 0x9e37_79b9_7f4a_7c15 ^ key) &+ key)
  }

  /// Uniform in [0, 1).
  package func uniform(_ counter: UInt64) -> Double {
    Double(bits(counter) >> 11) * 0x1p-53
  }

  /// Standard normal (Box and Muller 1958).
  package func normal(_ counter: UInt64) -> Double {
    Self.normal(uniform(2 &* counter), uniform(2 &* counter &+ 1))
  }

  /// One standard normal draw of two uniform ones.
  static func normal(_ u: Double, _ v: Double) -> Double {
    (-2 * log(1 - u)).squareRoot() * cos(2 * .pi * v)
  }
}

/// A sequence of draws with its own shuffle, so that results do not change
/// with the standard library's version.
package struct RandomSequence: Sendable {
  private let source: CounterRandom
  private var counter: UInt64 = 0

  package init(seed: UInt64, stream: UInt64 = 0) {
    source = CounterRandom(seed: seed, stream: stream)
  }

  package mutating func bits() -> UInt64 {
    counter &+= 1
    return source.bits(counter)
  }

  package mutating func uniform() -> Double { Double(bits() >> 11) * 0x1p-53 }

  package mutating func normal() -> Double {
    let u = uniform()
    return CounterRandom.normal(u, uniform())
  }

  /// Uniform in 0 ..< bound (bound > 0), by multiplication; the bias is below
  /// bound / 2^64.
  package mutating func index(below bound: Int) -> Int {
    Int(bits().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Fisher and Yates.
  package mutating func shuffle<T>(_ items: inout [T]) {
    guard items.count > 1 else { return }
    for last in stride(from: items.count - 1, to: 0, by: -1) {
      items.swapAt(last, index(below: last + 1))
    }
  }
}

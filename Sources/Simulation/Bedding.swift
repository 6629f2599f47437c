import Kernels

/// Light and dark bands inside the layered units, as a function of the
/// stratigraphic coordinate alone.
struct Bedding: Sendable {
  private let table: [Float]
  /// Table entries per unit of the coordinate.
  private static let density: Float = 220
  private static let strength: Float = 0.11

  init(seed: UInt64) {
    let random = CounterRandom(seed: seed, stream: 0x6c61_6d69)
    let coarse = (0..<256).map { Float(random.normal($0)) }
    table = (0..<1024).map { i in
      0.75 * coarse[i / 4] + 0.6 * Float(random.normal(1000 + UInt64(i)))
    }
  }

  /// Relative brightness about 1. Bands thinner than two pixels fade out.
  func brightness(at s: Float, perPixel gradient: Float) -> Float {
    let position = max(0, s * Self.density + 512)
    let index = Int(min(1e9, position))
    let t = position - Float(index)
    let value = table[index & 1023] + t * (table[(index + 1) & 1023] - table[index & 1023])
    let fade = min(1, 0.5 / max(1e-6, gradient * Self.density))
    return 1 + Self.strength * fade * max(-2.5, min(2.5, value))
  }
}

import Kernels

/// Noise of the detector: part fixed, part growing with the signal, with the
/// stated standard deviation at a reflectance of 0.2.
struct SensorNoise: Sendable {
  private let random: CounterRandom
  private let deviation: Float
  private let sceneWidth: Int
  /// Draws of one pixel: two bands share one.
  private static let draws: UInt64 = 8

  init(signalToNoise: Double, factor: Double, sceneWidth: Int, seed: UInt64) {
    random = CounterRandom(seed: seed, stream: 0x6e6f_6973)
    deviation = Float(0.2 / signalToNoise * factor)
    self.sceneWidth = sceneWidth
  }

  /// Adds noise to one row of a pair of bands that starts at a pixel.
  func add(
    to first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>?, pair: Int,
    column: Int, row: Int, width: Int
  ) {
    let pixel = UInt64(row) &* UInt64(sceneWidth) &+ UInt64(column)
    var counter = pixel &* Self.draws &+ UInt64(pair)
    for x in 0..<width {
      let normals = Self.normals(random.bits(counter))
      counter &+= Self.draws
      first[x] += normals.0 * deviation * (0.4 + 3 * max(0, first[x])).squareRoot()
      if let second {
        second[x] += normals.1 * deviation * (0.4 + 3 * max(0, second[x])).squareRoot()
      }
    }
  }

  /// Two nearly normal values from 64 random bits: each is the sum of four
  /// bytes (mean 510, variance 4 (256^2 - 1) / 12).
  static func normals(_ bits: UInt64) -> (Float, Float) {
    let pairs = (bits & 0x00ff_00ff_00ff_00ff) &+ (bits >> 8 & 0x00ff_00ff_00ff_00ff)
    let sums = (pairs & 0x0000_ffff_0000_ffff) &+ (pairs >> 16 & 0x0000_ffff_0000_ffff)
    let (low, high) = (
      Int32(truncatingIfNeeded: sums & 0xffff), Int32(truncatingIfNeeded: sums >> 32)
    )
    let scale: Float = 1 / 147.7994
    return ((Float(low) - 510) * scale, (Float(high) - 510) * scale)
  }
}

/// Repeatable pseudo-random test data: the same everywhere.
package enum ScrambledField {
  /// 64 well mixed bits of a number (splitmix64).
  package static func bits(_ number: Int) -> UInt64 {
    var z = UInt64(bitPattern: Int64(number)) &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 0 ..< 1.
  package static func unit(_ number: Int) -> Float { Float(bits(number) >> 40) / Float(1 << 24) }

  /// Blocks of `size` pixels that hold one of `classes` spectra, with noise.
  package static func patches(
    band: Int, column: Int, row: Int, size: Int = 16, classes: Int = 5, noise: Float = 0.02
  ) -> Float {
    let patch = Int(bits(column / size * 7919 + row / size) % UInt64(classes))
    let level = unit(1000 + patch * 31 + band)
    return level + noise * (unit((row * 4096 + column) * 16 + band) - 0.5)
  }
}

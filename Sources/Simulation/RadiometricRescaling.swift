/// How reflectance becomes a stored number: DN = (r factor - add) / mult.
package struct RadiometricRescaling: Sendable, Hashable {
  package let multiplier: Double
  package let addend: Double
  /// What reflectance is multiplied by first.
  package let factor: Double

  /// Reflectance times 10000.
  package static let scaled = RadiometricRescaling(multiplier: 1e-4, addend: 0, factor: 1)

  /// Landsat Level-1: r sin(elevation) = 2.0e-5 DN - 0.1.
  package static func landsatLevel1(_ sun: Sun) -> RadiometricRescaling {
    RadiometricRescaling(multiplier: 2e-5, addend: -0.1, factor: sun.sineOfElevation)
  }

  /// In place, held within 1 ... 65535 since 0 is "no data".
  func apply(_ row: UnsafeMutablePointer<Float>, width: Int) {
    let scale = Float(factor / multiplier)
    let offset = Float(-addend / multiplier)
    // Adding 2^23 leaves no bits for a fraction: rounding without a call.
    let whole: Float = 0x1p23
    for x in 0..<width {
      row[x] = (min(65535, max(1, row[x] * scale + offset)) + whole) - whole
    }
  }
}

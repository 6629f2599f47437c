/// The mean spectrum of a unit in the bands whose place in the spectrum has a name, as a share of
/// the light that falls on it.
package struct GroundSpectrum: Hashable, Sendable {
  package var blue: Double?
  package var green: Double?
  package var red: Double?
  package var nir: Double?
  package var swir1: Double?
  package var swir2: Double?

  package init(
    blue: Double? = nil, green: Double? = nil, red: Double? = nil, nir: Double? = nil,
    swir1: Double? = nil, swir2: Double? = nil
  ) {
    self.blue = blue
    self.green = green
    self.red = red
    self.nir = nir
    self.swir1 = swir1
    self.swir2 = swir2
  }

  /// Whether the bands say what covers the ground: near infrared beside a visible band, or all
  /// three visible ones.
  package var isTelling: Bool {
    nir != nil ? red != nil || green != nil : blue != nil && green != nil && red != nil
  }

  /// Names of the bands, with the middle of each in micrometres and how far from it a band of
  /// another name may lie.
  package static let roles: [(name: String, centre: Double, reach: Double)] = [
    ("blue", 0.482, 0.03), ("green", 0.56, 0.03), ("red", 0.66, 0.03), ("nir", 0.86, 0.07),
    ("swir1", 1.61, 0.09), ("swir2", 2.2, 0.09),
  ]

  /// Values in the order of ``roles``.
  package init(_ values: [Double?]) {
    let found = values.map { value in value.flatMap { $0.isFinite ? $0 : nil } }
    let padded = found + [Double?](repeating: nil, count: max(0, 6 - found.count))
    self.init(
      blue: padded[0], green: padded[1], red: padded[2], nir: padded[3], swir1: padded[4],
      swir2: padded[5])
  }

  /// The spectrum without the light that the air itself sends back (Rayleigh scattering under a
  /// middling sun).
  package var withoutAir: GroundSpectrum {
    var out = self
    out.blue = blue.map { $0 - 0.061 }
    out.green = green.map { $0 - 0.035 }
    out.red = red.map { $0 - 0.018 }
    out.nir = nir.map { $0 - 0.006 }
    return out
  }
}

/// Which materials a sensor can tell.
extension Material {
  /// Bands that see what a material is told by.
  private enum Sight {
    /// Iron: blue, red and the near infrared.
    case iron
    /// Al-OH as one feature: 1.6 and 2.2 micrometres.
    case clay
    /// The shapes of features between 2.1 and 2.4 micrometres, in three bands at least.
    case narrow
    /// Silica has no feature below 8 micrometres.
    case thermal
    case anything
  }

  private static let sights: [String: Sight] = [
    granite.name: .thermal, quartzite.name: .thermal,
    limestone.name: .narrow, dolomite.name: .narrow, alunite.name: .narrow, gypsum.name: .narrow,
    greenSchist.name: .narrow, shale.name: .narrow,
    claystone.name: .clay,
    redSandstone.name: .iron, laterite.name: .iron, regolith.name: .iron, basalt.name: .iron,
  ]

  /// Whether reflectances at wavelengths in micrometres can tell it. What only emitted light tells
  /// is never seen by them.
  package func isSeen(at wavelengths: [Double]) -> Bool {
    let has = { (range: ClosedRange<Double>) in wavelengths.contains(where: range.contains) }
    switch Self.sights[name] ?? .anything {
    case .iron: return has(0.44...0.52) && has(0.62...0.69) && has(0.76...0.95)
    case .clay: return has(1.5...1.8) && has(2.15...2.25)
    case .narrow: return wavelengths.filter { (2.1...2.45).contains($0) }.count >= 3
    case .thermal: return false
    case .anything: return true
    }
  }
}

/// Spectra of the units of one map from the means of its bands, whatever their numbers mean.
package enum GroundSpectra {
  /// What the numbers of the bands are.
  package enum Level: Hashable, Sendable {
    /// Reflectances of the ground.
    case surface
    /// Reflectances above the air.
    case aboveAir
    /// Nobody says.
    case numbers
  }

  /// - Parameter means: by units, in the order of `GroundSpectrum.roles`; nil where there is none.
  package static func spectra(_ means: [[Double?]], level: Level) -> [GroundSpectrum] {
    switch level {
    case .surface: means.map { GroundSpectrum($0) }
    case .aboveAir: means.map { GroundSpectrum($0).withoutAir }
    case .numbers: guessed(means)
    }
  }

  /// How numbers are mostly stored: as shares, in ten thousandths, as Landsat's Collection 2
  /// stores both levels, or else as bytes, of which the darkest unit is all air.
  private static func guessed(_ means: [[Double?]]) -> [GroundSpectrum] {
    let values = means.joined().compactMap(\.self).filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else {
      return means.map { GroundSpectrum($0) }
    }
    func scaled(_ factor: Double, _ offset: Double) -> [GroundSpectrum] {
      means.map { row in GroundSpectrum(row.map { $0.map { factor * $0 + offset } }) }
    }
    switch (least, most) {
    case (_, ...2): return scaled(1, 0).map(\.withoutAir)
    case (7000..., ...65_535): return scaled(2.75e-5, -0.2)
    case (4800..., ...65_535): return scaled(2e-5, -0.1).map(\.withoutAir)
    case (_, 255.5...20_000): return scaled(1e-4, 0).map(\.withoutAir)
    default: return aboveDarkest(means, most: most)
    }
  }

  private static func aboveDarkest(_ means: [[Double?]], most: Double) -> [GroundSpectrum] {
    let bands = means.map(\.count).max() ?? 0
    // Air sends back little of what lies beyond red.
    let darkest = (0..<bands).map { band in
      let values = means.compactMap { $0.indices.contains(band) ? $0[band] : nil }
      let least = 0.92 * (values.min() ?? 0)
      return band < 3 ? least : min(least, 0.15 * (values.max() ?? 0))
    }
    let factor = 1 / (most <= 255.5 ? 350 : 1.4 * most)
    return means.map { row in
      GroundSpectrum(
        row.enumerated().map { band, value in value.map { ($0 - darkest[band]) * factor } })
    }
  }
}

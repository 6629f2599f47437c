package import Rasters

/// Colours from what the units are: from their names where people have given any that say it, else
/// from their mean spectra, and pushed apart until everybody tells them apart.
package enum GroundPalette {
  /// What is known of one unit.
  package struct Unit: Sendable {
    package var name: String
    package var pixels: Int
    /// Means in the order of `GroundSpectrum.roles`; nil where there is no such band.
    package var roles: [Double?]
    /// Means of all bands.
    package var bands: [Double?]
    /// A colour that somebody has given, which stays as it is.
    package var given: RGB?

    package init(
      name: String, pixels: Int, roles: [Double?], bands: [Double?], given: RGB? = nil
    ) {
      self.name = name
      self.pixels = pixels
      self.roles = roles
      self.bands = bands
      self.given = given
    }
  }

  /// - Parameter isHeat: whether all bands are temperatures.
  package static func colours(
    _ units: [Unit], level: GroundSpectra.Level, isHeat: Bool = false
  ) -> [RGB] {
    let own = targets(units, level: level, isHeat: isHeat)
    let wanted = zip(units, own).map { unit, target in
      GroundName.colour(unit.name).map { Lab($0) } ?? target
    }
    return ColourSpacing.colours(wanted, fixed: units.map(\.given))
  }

  /// A unit without pixels is taken to be like the others.
  private static func targets(
    _ units: [Unit], level: GroundSpectra.Level, isHeat: Bool
  ) -> [Lab] {
    let spectra = GroundSpectra.spectra(units.map(\.roles), level: level)
    let isKnown = zip(units, spectra).contains { $0.pixels > 0 && $1.isTelling }
    guard isKnown, !isHeat else {
      return MeasuredColour.targets(
        units.map(\.bands), weights: units.map { Double($0.pixels) }, isHeat: isHeat)
    }
    return spectra.map { GroundColour($0).lab }
  }
}

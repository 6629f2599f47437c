package import Rasters

/// Where the colours of the units come from.
package enum Palette: Hashable, Sendable {
  /// From what the units are; see `GroundPalette`. Where nothing is known of them, those of
  /// `ColourBlindSafe`.
  case ground
  /// Told apart without red, green or blue cones; see `ColourBlindSafe`.
  case colourBlindSafe
  /// The colours geologists draw rocks in; see `Lithology`.
  case lithology
  /// Greys alone, for print without colour.
  case greys
  /// The reader's own colours in the order of the units. Never empty when
  /// read from a style; an empty list means the default palette.
  case explicit([RGB])

  /// The palettes with a name, as written in a style.
  package static let names: [String] = ["ground", "colour-blind-safe", "lithology", "greys"]

  package init?(named name: String) {
    switch name {
    case "ground": self = .ground
    case "colour-blind-safe": self = .colourBlindSafe
    case "lithology": self = .lithology
    case "greys": self = .greys
    default: return nil
    }
  }

  /// One colour for each of the units 1 ... count, the same every time.
  ///
  /// Except for the greys, which are spread over the range there is, the
  /// colour of a unit does not depend on how many units there are.
  package func colours(_ count: Int) -> [RGB] {
    guard count > 0 else { return [] }
    switch self {
    case .ground, .colourBlindSafe:
      return PaletteExtension.colours(count, from: ColourBlindSafe.colours)
    case .lithology: return PaletteExtension.colours(count, from: Lithology.colours)
    case .greys: return Greys.colours(count)
    case .explicit([]): return Palette.colourBlindSafe.colours(count)
    case .explicit(let given): return PaletteExtension.colours(count, from: given)
    }
  }
}

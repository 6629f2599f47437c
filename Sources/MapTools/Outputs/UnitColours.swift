package import Cartography
package import Rasters

/// Which colour each unit gets: units are numbered from the darkest to the
/// brightest, and so are the colours of a named palette; a list of one's own
/// is taken as it stands.
package enum UnitColours {
  package static func colours(_ palette: Palette, count: Int) -> [RGB] {
    let colours = palette.colours(count)
    if case .explicit = palette { return colours }
    return colours.enumerated()
      .sorted { (luma($0.element), $0.offset) < (luma($1.element), $1.offset) }
      .map(\.element)
  }

  /// Perceived brightness (Rec. 601 weights).
  private static func luma(_ colour: RGB) -> Int {
    299 * Int(colour.red) + 587 * Int(colour.green) + 114 * Int(colour.blue)
  }
}

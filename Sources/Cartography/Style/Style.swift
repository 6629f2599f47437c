package import Rasters

/// What a map sheet looks like, apart from its map: read from a YAML file in
/// which every key may be left out.
package struct Style: Hashable, Sendable {
  package var palette: Palette
  package var layout: Layout
  package var furniture: Furniture
  package var backdrop: BackdropKind
  /// How much of the backdrop's light and shade comes through: 0 ... 1.
  package var backdropStrength: Double
  /// 1 shows the units in full colour, 0 as white paper.
  package var opacity: Double
  /// The colour of pixels without a unit.
  package var nodata: RGB
  package var title: TextTemplate
  package var subtitle: TextTemplate

  package init(
    palette: Palette = .ground, layout: Layout = Layout(),
    furniture: Furniture = Furniture(), backdrop: BackdropKind = .none,
    backdropStrength: Double = 0.6, opacity: Double = 1, nodata: RGB = RGB(255, 255, 255),
    title: TextTemplate = TextTemplate("{map}"),
    subtitle: TextTemplate = TextTemplate("{units} units")
  ) {
    self.palette = palette
    self.layout = layout
    self.furniture = furniture
    self.backdrop = backdrop
    self.backdropStrength = backdropStrength
    self.opacity = opacity
    self.nodata = nodata
    self.title = title
    self.subtitle = subtitle
  }

  /// The style of a sheet for which none was asked.
  package static let standard = Style()
}

extension Style {
  /// Size of the sheet and of what is written on it.
  package struct Layout: Hashable, Sendable {
    /// Pixels across the whole sheet; the height follows from the map. Beside
    /// a narrow map, a sheet that would be white at its right is cut.
    package var width: Int
    package var dotsPerInch: Int
    /// A family cairo can find, such as "DejaVu Sans".
    package var font: String
    /// Points (1/72 inch) of the legend's text; titles are in proportion.
    package var fontSize: Double

    package init(
      width: Int = 2000, dotsPerInch: Int = 150, font: String = "DejaVu Sans",
      fontSize: Double = 10
    ) {
      self.width = width
      self.dotsPerInch = dotsPerInch
      self.font = font
      self.fontSize = fontSize
    }

    /// The size of the text in pixels: the unit of all spacing on the sheet.
    package var textPixels: Double { fontSize * Double(dotsPerInch) / 72 }
  }

  /// What is drawn around the map.
  package struct Furniture: Hashable, Sendable {
    package var legend: Bool
    package var scaleBar: Bool
    package var northArrow: Bool
    package var coordinates: Bool
    package var credit: Bool

    package init(
      legend: Bool = true, scaleBar: Bool = true, northArrow: Bool = true,
      coordinates: Bool = true, credit: Bool = true
    ) {
      self.legend = legend
      self.scaleBar = scaleBar
      self.northArrow = northArrow
      self.coordinates = coordinates
      self.credit = credit
    }
  }

  /// What the units are laid over.
  package enum BackdropKind: String, CaseIterable, Sendable {
    case none
    case hillshade
    /// One band in grey.
    case image
    /// Three bands in colour.
    case composite
  }
}

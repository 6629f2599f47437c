package import Foundation

extension ReportContent {
  /// A real pixel that stands for a unit, and more of the unit's places.
  package struct Exemplar: Sendable, Codable {
    package var unit: Int
    /// The exemplar, then the others; empty for a unit without pixels.
    package var places: [Place]
    /// Of the exemplar, in every band; nil where there is no value.
    package var spectrum: [Double?]

    package init(unit: Int, places: [Place], spectrum: [Double?]) {
      self.unit = unit
      self.places = places
      self.spectrum = spectrum
    }
  }

  /// A pixel, where it is, and what is around it.
  package struct Place: Sendable, Codable {
    package var column: Int
    package var row: Int
    /// Latitude and longitude as maps on the web take them: "12.34567, -86.12345".
    package var globe: String?
    /// "512345, 1371234"
    package var map: String?
    package var chip: Chip?

    package init(column: Int, row: Int, globe: String?, map: String?, chip: Chip?) {
      self.column = column
      self.row = row
      self.globe = globe
      self.map = map
      self.chip = chip
    }
  }

  /// A small piece of a colour image.
  package struct Chip: Sendable {
    package var jpeg: Data
    package var width: Int
    package var height: Int
    /// Where the pixel is, from 0 to 1 across and down.
    package var x: Double
    package var y: Double

    package init(jpeg: Data, width: Int, height: Int, x: Double, y: Double) {
      self.jpeg = jpeg
      self.width = width
      self.height = height
      self.x = x
      self.y = y
    }
  }
}

/// By its size and place alone.
extension ReportContent.Chip: Codable {
  package init(from decoder: any Decoder) throws {
    let values = try [Double](from: decoder)
    guard values.count == 4, let width = Int(exactly: values[0]),
      let height = Int(exactly: values[1])
    else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a chip is four numbers"))
    }
    self.init(jpeg: Data(), width: width, height: height, x: values[2], y: values[3])
  }

  package func encode(to encoder: any Encoder) throws {
    try [Double(width), Double(height), x, y].encode(to: encoder)
  }
}

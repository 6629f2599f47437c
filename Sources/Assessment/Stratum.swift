/// A part of a map from which a sample is drawn on its own: one of its units.
package struct Stratum: Codable, Sendable, Equatable {
  package var unit: Int
  package var name: String
  package var pixels: Int
  /// Nil where the map has no scale on the ground.
  package var hectares: Double?

  package init(unit: Int, name: String, pixels: Int, hectares: Double? = nil) {
    self.unit = unit
    self.name = name
    self.pixels = pixels
    self.hectares = hectares
  }
}

extension [Stratum] {
  /// Share of every stratum in the map: by area, or by pixels where the map
  /// has no scale.
  package var weights: [Double] {
    let areas = compactMap(\.hectares)
    let sizes = areas.count == count ? areas : map { Double($0.pixels) }
    let total = sizes.reduce(0, +)
    return sizes.map { total > 0 ? $0 / total : 0 }
  }

  package var pixels: Int { reduce(0) { $0 + $1.pixels } }

  /// Nil where the map has no scale.
  package var hectares: Double? {
    let areas = compactMap(\.hectares)
    return areas.count == count && !isEmpty ? areas.reduce(0, +) : nil
  }
}

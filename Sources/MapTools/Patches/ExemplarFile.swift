import Cartography
import RasterIO
package import Rasters
package import Vectors

/// A GeoPackage of real pixels that stand for the units of a map, with a style.
package struct ExemplarFile {
  /// A pixel of a unit.
  package struct Point {
    package var unit: Int
    /// 1 for the exemplar itself.
    package var rank: Int
    package var column: Int
    package var row: Int
    package var x: Double
    package var y: Double
    package var longitude: Double?
    package var latitude: Double?
    /// In every band; empty where only the place is known.
    package var spectrum: [Double]

    package init(
      unit: Int, rank: Int, column: Int, row: Int, x: Double, y: Double, longitude: Double?,
      latitude: Double?, spectrum: [Double]
    ) {
      (self.unit, self.rank, self.column, self.row) = (unit, rank, column, row)
      (self.x, self.y, self.longitude, self.latitude) = (x, y, longitude, latitude)
      self.spectrum = spectrum
    }
  }

  private let legend: Legend
  private let hints: [Int: String]
  private let bands: [String]

  package init(_ legend: Legend, hints: [Int: String], bands: [String]) {
    (self.legend, self.hints, self.bands) = (legend, hints, bands)
  }

  package static func styles(_ legend: Legend) -> UnitsGeoPackage.Styles {
    UnitsGeoPackage.Styles(qml: ExemplarQMLStyle.text(legend)) {
      ExemplarSLDStyle.text(legend, layer: $0)
    }
  }

  package func write(_ points: [Point], on grid: Grid, to path: String) throws {
    let writer = try VectorWriter(path: path)
    try writer.addPointLayer(UnitsGeoPackage.exemplars, of: grid, fields: fields)
    let names = Dictionary(
      legend.entries.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
    for point in points {
      try writer.write(
        x: point.x, y: point.y,
        [
          .integer(point.unit), .text(names[point.unit] ?? "Unit \(point.unit)"),
          .integer(point.rank), .integer(point.column), .integer(point.row),
          point.longitude.map { .real($0) } ?? .none, point.latitude.map { .real($0) } ?? .none,
          hints[point.unit].map { .text($0) } ?? .none,
        ] + point.spectrum.map { $0.isFinite ? .real($0) : .none })
    }
    try writer.close()
    try UnitsGeoPackage.complete(exemplars: writer, styles: Self.styles(legend))
    try writer.finish()
  }

  /// Bands whose names are those of other fields are told by their number.
  private var fields: [VectorWriter.Field] {
    let own: [VectorWriter.Field] = [
      .init("unit", .integer), .init("name", .text), .init("place", .integer),
      .init("column", .integer), .init("row", .integer), .init("longitude", .real),
      .init("latitude", .real), .init("hint", .text),
    ]
    var taken = Set(own.map { $0.name.lowercased() } + ["fid", "geom"])
    let spectrum = bands.enumerated().map { index, band in
      let isNew = taken.insert(band.lowercased()).inserted
      return VectorWriter.Field(isNew ? band : "band_\(index + 1)", .real)
    }
    return own + spectrum
  }
}

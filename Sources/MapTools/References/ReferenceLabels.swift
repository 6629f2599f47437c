package import Fitting
import RasterIO
package import Rasters
import Settings

/// A reference as rows of class values on a map's grid.
package struct ReferenceLabels {
  package let classes: [LabelCategory]
  package let alignment: String
  private let rows: (Range<Int>) throws -> [UInt16]

  package init(path: String, field: String?, onto grid: Grid) throws {
    let file = try LocalPath.file(path)
    if VectorReader.isVector(file.absolute) {
      let field = try field ?? Self.onlyField(of: file.absolute, typed: path)
      let polygons = try PolygonMask(path: file.absolute, field: field, onto: grid)
      classes = polygons.classes.enumerated().map { .init(value: $0 + 1, name: $1) }
      alignment = "polygons drawn on the map's grid by their field '\(field)'"
      rows = { rows in
        try polygons.rasterise(
          Window(column: 0, row: rows.lowerBound, width: grid.width, height: rows.count), of: grid)
      }
      return
    }
    guard field == nil else {
      throw Failure.usage("\(MapSettings.field) goes with polygons; '\(path)' is a raster")
    }
    let map = try LabelMap(path: file.absolute, asReference: true)
    let sampler = try ReferenceSampler(map: map, onto: grid)
    classes = map.categories.filter { $0.value != 0 }
    alignment = sampler.method
    rows = sampler.labels(ofRows:)
  }

  package func labels(ofRows range: Range<Int>) throws -> [UInt16] { try rows(range) }

  /// The field that holds the class, where it is not said.
  package static func onlyField(of path: String, typed: String) throws -> String {
    let fields = try PolygonMask.fields(of: path)
    let likely = ["class", "label", "name", "unit", "lithology", "classname", "class_name"]
    if let pick = fields.first(where: { likely.contains($0.lowercased()) }) { return pick }
    guard fields.count == 1, let only = fields.first else {
      throw Failure.usage(
        "which field of '\(typed)' holds the class? Add \(MapSettings.field) (in a scene "
          + "file, field: beside file:) with one of "
          + fields.joined(separator: ", "))
    }
    return only
  }
}

import Cartography
import Foundation
package import Jobs
import RasterIO
import Rasters
import Vectors

extension Facies {
  /// Writes a classified raster as polygons; the ending of `output` says in
  /// which format: .gpkg, .geojson or .shp.
  ///
  /// A GeoPackage gets a layer "units" with one MultiPolygon per unit and
  /// "patches" with one polygon per connected area, and the style for
  /// QGIS; the other formats hold the connected areas. Returns the number of
  /// connected areas.
  ///
  /// Rasters of classes that are no maps of units keep their codes, read as
  /// ``score(map:reference:field:control:)`` reads a reference.
  @discardableResult
  package static func polygonize(
    map path: String, to output: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) throws -> Int {
    let format = try VectorFormat(path: output)
    let file = try LocalPath.file(path)
    for made in format.files(at: output) {
      try OutputPath.check(made, overwrite: overwrite, input: file)
    }
    let polygons = try polygonFile(of: file.absolute, output: output, control)
    if polygons.map.grid.transform == nil {
      control.log("the map has no place on the ground: coordinates are pixels, rows downwards")
    }
    let outcome = try polygons.write()
    guard case .written(let patches, let isDissolved) = outcome else { return 0 }
    if output.lowercased().hasSuffix(".gpkg"), !isDissolved {
      control.log("a unit is too large for one geometry: the layer 'units' is empty; sieve the map")
    }
    return patches
  }

  private static func polygonFile(
    of path: String, output: String, _ control: RunControl
  ) throws -> PolygonFile {
    let style = try StyleSearch.style(named: nil)
    let given = try unitFile(of: path)
    if let classes = try ClassRaster(path: path, style: style, given: given) {
      classes.codes.notes.forEach(control.log)
      return PolygonFile(
        map: classes.codes, legend: classes.legend, path: output, control: control,
        codes: classes.values)
    }
    let map = try LabelMap(path: path)
    map.limitBlockCache()
    return PolygonFile(
      map: map, legend: try legend(of: map, style: style, keepsColours: true, given: given),
      path: output, control: control)
  }
}

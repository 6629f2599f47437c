import Cartography
import Foundation
package import Jobs
import RasterIO
import Rasters

extension Facies {
  /// Writes a classified raster as polygons; the ending of `output` says in
  /// which format: .gpkg, .geojson or .shp.
  ///
  /// A GeoPackage gets a layer "units" with one MultiPolygon per unit and
  /// "patches" with one polygon per connected area, and the style for
  /// QGIS; the other formats hold the connected areas. Returns the number of
  /// connected areas.
  @discardableResult
  package static func polygonize(
    map path: String, to output: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) throws -> Int {
    _ = try VectorFormat(path: output)
    let file = try LocalPath.file(path)
    try OutputPath.check(output, overwrite: overwrite, input: file)
    let map = try LabelMap(path: file.absolute)
    map.limitBlockCache()
    let legend = try legend(
      of: map, style: StyleSearch.style(named: nil), keepsColours: true,
      given: unitFile(of: file.absolute))
    if map.grid.transform == nil {
      control.log("the map has no place on the ground: coordinates are pixels, rows downwards")
    }
    let outcome = try PolygonFile(map: map, legend: legend, path: output, control: control).write()
    guard case .written(let patches, let isDissolved) = outcome else { return 0 }
    if output.lowercased().hasSuffix(".gpkg"), !isDissolved {
      control.log("a unit is too large for one geometry: the layer 'units' is empty; sieve the map")
    }
    return patches
  }
}

import MapTools
import RasterIO
import Rasters

extension MapOutput {
  static let polygons = MapOutput(
    key: .polygons,
    file: MapFile(
      .polygons, "the map as polygons: GeoPackage with a style for QGIS",
      asset: .init("polygons", file: "units.gpkg", .geoPackage, "Units as polygons")),
    writing: .finished { try $0.writePolygons() })
}

extension FinishedMap {
  /// A file of more connected areas than this is of little use and would be
  /// larger than the scene; `facies polygonize` writes it nonetheless.
  private static let mostPatches = 5_000_000

  /// Whether the map could be written as polygons.
  fileprivate func writePolygons() throws -> Bool {
    let map = try LabelMap(path: folder.file(.units))
    guard map.grid.transform != nil else {
      control.log("no units.gpkg: the image has no place on the ground")
      return false
    }
    let file = PolygonFile(
      map: map, legend: legend, path: folder.file(.polygons), control: control,
      mostPatches: Self.mostPatches)
    guard case .tooMany(let patches) = try file.write() else { return true }
    control.log(
      "no units.gpkg: the map has \(patches) patches, more than \(Self.mostPatches); "
        + "add a sieve, or write them all with facies polygonize")
    return false
  }
}

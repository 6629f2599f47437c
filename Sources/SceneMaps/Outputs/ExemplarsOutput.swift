import MapTools
import MapUnits
import RasterIO
import Rasters

extension MapOutput {
  static let exemplars = MapOutput(
    key: .exemplars,
    file: MapFile(
      .exemplars, "real pixels that stand for the units: points with their spectra, to be visited",
      asset: .init(
        "exemplars", file: "exemplars.gpkg", .geoPackage, "Real pixels of the units")),
    writing: .finished { try $0.writeExemplars() })
}

extension FinishedMap {
  /// Whether the pixels have places.
  fileprivate func writeExemplars() throws -> Bool {
    guard source.grid.transform != nil else {
      control.log("no exemplars.gpkg: the image has no place on the ground")
      return false
    }
    let points = exemplars.flatMap { exemplar in
      exemplar.places.enumerated().compactMap { index, place -> ExemplarFile.Point? in
        guard let x = place.x, let y = place.y else { return nil }
        return ExemplarFile.Point(
          unit: exemplar.unit, rank: index + 1, column: place.column, row: place.row, x: x, y: y,
          longitude: place.longitude, latitude: place.latitude,
          spectrum: index == 0 ? exemplar.spectrum : [])
      }
    }
    let texts = hints.hints.mapValues(\.text).filter { !$0.value.isEmpty }
    try ExemplarFile(legend, hints: texts, bands: source.stack.bands.map(\.name))
      .write(points, on: source.grid, to: folder.file(.exemplars))
    return true
  }
}

import ArgumentParser
import FaciesKit

struct PolygonizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "polygonize",
    abstract: "Write a finished map as polygons.",
    discussion: """
      The ending says in which format. A GeoPackage (.gpkg) gets the layers 'units' (one \
      MultiPolygon per unit) and 'patches' (one polygon per connected area), which QGIS opens \
      coloured and named; GeoJSON (.geojson) and Shapefiles (.shp) get the connected areas.

      EXAMPLE
        facies polygonize result/units.tif --out units.gpkg
        facies polygonize result/units.tif --out units.geojson
      """)

  @OptionGroup var patches: PatchOptions

  func run() async throws {
    let control = patches.control()
    let count = try await Facies.polygonize(
      map: patches.map, to: patches.out, overwrite: patches.overwrite, control: control)
    ProgressBar.shared.clear()
    if !patches.quiet { Terminal.note("\(count) patches") }
    Terminal.print(patches.out)
  }
}

import MapTools
package import RasterIO
package import Rasters

extension ImageBackdrop {
  /// The scene itself: near infrared shows relief and rock best.
  package convenience init(_ source: OpenScene) throws {
    let bands = source.pictureBands
    guard let pick = bands.first(where: { $0.plainName == "nir" }) ?? bands.last else {
      throw Failure("the scene has no band to lay under the map")
    }
    try self.init(PlacedBand(pick, onto: source.grid), source.grid)
  }
}

extension PlacedBand {
  /// A band of a scene.
  package convenience init(_ source: BandSource, onto grid: Grid) throws {
    try self.init(
      path: source.path, band: source.band, grid: source.grid, noData: source.noData, onto: grid)
  }
}

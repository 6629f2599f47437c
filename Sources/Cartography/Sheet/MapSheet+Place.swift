import Foundation
package import Rasters

extension MapSheet {
  /// The whole sheet, with its margins, as a grid on the ground: the map keeps
  /// its place in it. Nil where the map has none.
  package func page() throws -> Grid? {
    guard let transform = map.grid.transform else { return nil }
    let layout = try layout()
    let place = transform.scaled(
      x: Double(map.grid.width) / layout.map.width, y: Double(map.grid.height) / layout.map.height
    ).shifted(column: -Int(layout.map.x), row: -Int(layout.map.y))
    return Grid(
      width: layout.width, height: layout.height, transform: place, wkt: map.grid.wkt,
      reference: map.grid.reference)
  }

  /// Corners of the map on the ground, clockwise from the first pixel; none
  /// where it has no place.
  package func frame() throws -> [(x: Double, y: Double)] {
    map.grid.transform == nil ? [] : map.grid.corners
  }
}

import Foundation
import Rasters

extension LandsatMTL {
  func projection(_ out: inout ObjectDescription) {
    system(&out)
    out.value("REFLECTIVE_LINES", String(grid.height))
    out.value("REFLECTIVE_SAMPLES", String(grid.width))
    out.text("ORIENTATION", "NORTH_UP")
    let centres = cornerCentres
    let places = SceneSite.longitudeLatitude(centres.map(\.place), on: grid) ?? []
    for (corner, place) in zip(centres, places) {
      out.value("CORNER_\(corner.name)_LAT_PRODUCT", fixed(place.y, 5))
      out.value("CORNER_\(corner.name)_LON_PRODUCT", fixed(place.x, 5))
    }
    for corner in centres {
      out.value("CORNER_\(corner.name)_PROJECTION_X_PRODUCT", fixed(corner.place.x, 3))
      out.value("CORNER_\(corner.name)_PROJECTION_Y_PRODUCT", fixed(corner.place.y, 3))
    }
  }

  func parameters(_ out: inout ObjectDescription) {
    system(&out)
    out.text("ORIENTATION", "NORTH_UP")
    out.text("RESAMPLING_OPTION", "CUBIC_CONVOLUTION")
  }

  private func system(_ out: inout ObjectDescription) {
    out.text("MAP_PROJECTION", "UTM")
    out.text("DATUM", "WGS84")
    out.text("ELLIPSOID", "WGS84")
    out.value("UTM_ZONE", String(SceneSite.zone))
    out.value("GRID_CELL_SIZE_REFLECTIVE", fixed(sensor.pixelMetres, 2))
  }

  /// Map positions of the centres of the corner pixels, as MTL files give
  /// them.
  private var cornerCentres: [(name: String, place: (x: Double, y: Double))] {
    guard let transform = grid.transform else { return [] }
    let (right, bottom) = (Double(grid.width) - 0.5, Double(grid.height) - 0.5)
    return [
      ("UL", transform.apply(column: 0.5, row: 0.5)),
      ("UR", transform.apply(column: right, row: 0.5)),
      ("LL", transform.apply(column: 0.5, row: bottom)),
      ("LR", transform.apply(column: right, row: bottom)),
    ]
  }
}

internal import CGDAL
import Foundation
import RasterIO

/// The two columns of a delimited text that hold the coordinates of points,
/// found by their names.
struct CoordinateColumns {
  let x: Int32
  let y: Int32
  /// Longitudes and latitudes in WGS 84; others are in the system of whatever
  /// the points are laid over.
  let isDegrees: Bool

  static let degrees = [
    ("longitude", "latitude"), ("lon", "lat"), ("long", "lat"), ("lng", "lat"),
  ]
  static let lengths = [
    ("x", "y"), ("easting", "northing"), ("east", "north"), ("e", "n"), ("xcoord", "ycoord"),
    ("x_coord", "y_coord"), ("coord_x", "coord_y"), ("point_x", "point_y"), ("utm_x", "utm_y"),
    ("utm_e", "utm_n"),
  ]

  /// Nil where no two names go together. Degrees come first: they say in which
  /// system they are.
  init?(fields: [String]) {
    let names = fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    let pairs = Self.degrees.map { ($0, true) } + Self.lengths.map { ($0, false) }
    for ((first, second), isDegrees) in pairs {
      guard let x = names.firstIndex(of: first), let y = names.firstIndex(of: second) else {
        continue
      }
      (self.x, self.y, self.isDegrees) = (Int32(x), Int32(y), isDegrees)
      return
    }
    return nil
  }

  var indices: [Int] { [Int(x), Int(y)] }

  /// A point that the caller owns; nil where a coordinate is missing or no
  /// number.
  func point(of feature: OGRFeatureH) -> OGRGeometryH? {
    guard let x = number(feature, x), let y = number(feature, y),
      !isDegrees || (abs(x) <= 360 && abs(y) <= 90),
      let point = OGR_G_CreateGeometry(wkbPoint)
    else { return nil }
    OGR_G_SetPoint_2D(point, 0, x, y)
    return point
  }

  private func number(_ feature: OGRFeatureH, _ column: Int32) -> Double? {
    guard OGR_F_IsFieldSetAndNotNull(feature, column) != 0 else { return nil }
    let text = String(cString: OGR_F_GetFieldAsString(feature, column))
    let number = Double(text.trimmingCharacters(in: .whitespaces))
    return number.flatMap { $0.isFinite ? $0 : nil }
  }
}

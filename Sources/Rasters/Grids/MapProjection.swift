/// Where the map coordinates of a projected system lie on its own ellipsoid.
package protocol MapProjection: AnyObject, Sendable {
  /// Longitudes and latitudes in degrees; not numbers where a point is the
  /// image of no place.
  func geographic(_ points: [SIMD2<Double>]) -> [SIMD2<Double>]
}

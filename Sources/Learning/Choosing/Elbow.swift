/// Where a falling curve bends: the point farthest below the straight line
/// from its first to its last point, both axes brought to 0 ... 1 (Satopää et
/// al., "Finding a kneedle in a haystack", ICDCS Workshops 2011).
package enum Elbow {
  /// The place of the bend; nil for fewer than three points, or where no
  /// point lies below the chord.
  package static func index(x: [Double], y: [Double]) -> Int? {
    guard x.count > 2, x.count == y.count, let x0 = x.first, let x1 = x.last, let y0 = y.first,
      let y1 = y.last, x0 != x1, y0 > y1
    else { return nil }
    let depths = zip(x, y).map { 1 - ($0 - x0) / (x1 - x0) - ($1 - y1) / (y0 - y1) }
    guard let deepest = depths.indices.max(by: { depths[$0] < depths[$1] }), depths[deepest] > 0
    else { return nil }
    return deepest
  }
}

import RasterIO
package import Rasters

/// A polygon as well-known binary (OGC 06-103r4, 8.2; little-endian), built
/// ring by ring from pixel corners. The bytes are kept for the next polygon.
package struct WKBPolygon {
  package private(set) var bytes: [UInt8] = []
  private let transform: GeoTransform
  /// Whether a ring that is clockwise on the screen must be turned around
  /// to be counterclockwise on the map, as outer rings are by custom.
  private let isTurned: Bool

  package init(_ transform: GeoTransform) {
    self.transform = transform
    isTurned = transform.columnX * transform.rowY - transform.rowX * transform.columnY < 0
  }

  package mutating func begin(rings: Int) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(1)
    append(UInt32(3))
    append(UInt32(rings))
  }

  /// Corners of a ring, not closed by repeating its first.
  package mutating func append(
    ring corners: some BidirectionalCollection<(column: Int32, row: Int32)>
  ) {
    append(UInt32(corners.count + 1))
    if isTurned {
      for corner in corners.reversed() { append(corner) }
      if let last = corners.last { append(last) }
    } else {
      for corner in corners { append(corner) }
      if let first = corners.first { append(first) }
    }
  }

  private mutating func append(_ corner: (column: Int32, row: Int32)) {
    let place = transform.apply(column: Double(corner.column), row: Double(corner.row))
    append(place.x.bitPattern)
    append(place.y.bitPattern)
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

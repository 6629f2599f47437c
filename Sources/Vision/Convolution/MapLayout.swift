import Kernels

/// Where the pixels of a stack of maps lie: planes with a border of zeros as
/// wide as a kernel reaches, so that a tap is one distance in memory.
struct MapLayout: Sendable, Equatable {
  let channels: Int
  let height: Int
  let width: Int
  let border: Int

  /// Floats between rows.
  var row: Int { width + 2 * border }
  /// Floats between planes; the last vector of a plane ends in its own border.
  var plane: Int { PlanarMatrix.padded((height + 2 * border) * row) + PlanarMatrix.lanes }
  /// The first pixel of the first plane.
  var origin: Int { border * row + border }
  /// Pixels that a convolution goes over, borders between rows among them.
  var count: Int { PlanarMatrix.padded(height * row) }
  /// Floats of the whole stack, with room for the last vectors of the last tap.
  var length: Int { channels * plane + count - height * row + 2 * border * (row + 1) + 64 }

  /// The pixels alone, without the border.
  func pixels(_ start: UnsafeMutablePointer<Float>) -> Planar.Planes {
    Planar.Planes(start + origin, row: row, plane: plane)
  }

  /// What a convolution of these maps writes: no border, `count` to a plane.
  func result(_ start: UnsafeMutablePointer<Float>) -> Planar.Planes {
    Planar.Planes(start, row: row, plane: count)
  }

  /// Distances of the taps [channel][row][column] of a kernel of the side
  /// 2 border + 1.
  var offsets: [Int32] {
    let side = 2 * border + 1
    return (0..<channels).flatMap { channel in
      (0..<side).flatMap { y in
        (0..<side).map { x in Int32(channel * plane + y * row + x) }
      }
    }
  }
}

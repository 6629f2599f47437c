/// A patch as a polygon in pixel corners: (0, 0) is the outer corner of the
/// first pixel.
package struct PatchPolygon {
  package struct Corner: Equatable, Sendable {
    package var column: Int32
    package var row: Int32
  }

  package var label = 0
  /// Size of the patch (see ``PixelWeights``).
  package var weight: UInt64 = 0
  /// Corners of all rings, one ring after the other and none of them closed
  /// by repeating its first. The first ring is the outer one, clockwise on the
  /// screen; the others are holes, counterclockwise.
  package var corners: [Corner] = []
  /// Where each ring ends in ``corners``.
  package var ringEnds: [Int] = []

  package var rings: [ArraySlice<Corner>] {
    zip([0] + ringEnds, ringEnds).map { corners[$0..<$1] }
  }
}

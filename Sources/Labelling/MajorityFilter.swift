import Kernels

/// The commonest unit in a square window. Pixels without data never vote and
/// never change; beyond the edges of the map the labels are mirrored (the
/// edge pixel included), as scipy's "reflect" does.
package struct MajorityFilter: Sendable, Equatable {
  /// Odd, 1 ... 15.
  package let window: Int
  /// Among equals the pixel's own unit wins; else the smallest.
  package let keepCentre: Bool

  package var halo: Int { window / 2 }

  /// Mirrors an index into 0 ..< count.
  package static func mirrored(_ index: Int, _ count: Int) -> Int {
    let period = 2 * count
    let folded = ((index % period) + period) % period
    return folded < count ? folded : period - 1 - folded
  }

  /// Copies a row of labels between `halo` mirrored columns on either side.
  package func pad(
    _ row: UnsafePointer<UInt8>, width: Int, into padded: UnsafeMutablePointer<UInt8>
  ) {
    (padded + halo).update(from: row, count: width)
    for step in 1...max(1, halo) where halo > 0 {
      padded[halo - step] = row[Self.mirrored(-step, width)]
      padded[halo + width - 1 + step] = row[Self.mirrored(width - 1 + step, width)]
    }
  }
}

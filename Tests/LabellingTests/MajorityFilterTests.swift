import Kernels
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import Labelling

/// Mirrored edges, and voting against a plain one.
@Suite struct MajorityFilterTests {
  static let mirrors: [(Int, Int, [Int])] = [
    (-3, 3, [2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1]), (-2, 1, [0, 0, 0, 0, 0]),
    (-3, 2, [1, 1, 0, 0, 1, 1, 0]),
  ]

  @Test(arguments: mirrors) func mirrorsLikeScipy(_ start: Int, _ count: Int, _ wanted: [Int]) {
    let found = wanted.indices.map { MajorityFilter.mirrored(start + $0, count) }
    // scipy.ndimage "reflect": d c b a | a b c d | d c b a
    let plain = wanted.indices.map { Self.reflected(start + $0, count) }
    #expect(found == plain)
  }

  private static func reflected(_ index: Int, _ count: Int) -> Int {
    var at = index
    while at < 0 || at >= count { at = at < 0 ? -1 - at : 2 * count - 1 - at }
    return at
  }

  @Test(arguments: [1, 3, 5, 15], [1, 2, 7, 20])
  func padsRowsOnBothSides(_ window: Int, _ width: Int) {
    let filter = MajorityFilter(window: window, keepCentre: true)
    let row = (0..<width).map { UInt8($0 + 1) }
    var padded = [UInt8](repeating: 0, count: width + 2 * filter.halo)
    filter.pad(row, width: width, into: &padded)
    let wanted = padded.indices.map { row[Self.reflected($0 - filter.halo, width)] }
    #expect(padded == wanted)
  }
}

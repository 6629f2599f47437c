import Patches
import Rasters
import TestSupport
import Testing

@Suite struct PolygonTests {
  private func polygons(_ map: SmallMap) throws -> [PatchPolygon] {
    let folder = try TemporaryFolder()
    let weights = PixelWeights(map.grid)
    let patches = try PatchTable(map, weights: weights, folder: folder.path, checkpoint: {})
    var out: [PatchPolygon] = []
    try PatchPolygons(map, patches: patches, folder: folder.path).forEach { out.append($0) }
    #expect(out.count == patches.patchCount)
    return out
  }

  private func doubleArea(_ ring: ArraySlice<PatchPolygon.Corner>) -> Int {
    let corners = Array(ring)
    return corners.indices.reduce(0) { sum, index in
      let (a, b) = (corners[index], corners[(index + 1) % corners.count])
      return sum + Int(a.column) * Int(b.row) - Int(b.column) * Int(a.row)
    }
  }

  /// Whether a pixel's centre is inside (even–odd rule over all rings).
  private func holds(_ polygon: PatchPolygon, _ column: Int, _ row: Int) -> Bool {
    polygon.rings.reduce(false) { inside, ring in
      let corners = Array(ring)
      let crossings = corners.indices.filter { index in
        let (a, b) = (corners[index], corners[(index + 1) % corners.count])
        return a.column == b.column && Int(a.column) <= column
          && Int(min(a.row, b.row)) <= row && row < Int(max(a.row, b.row))
      }
      return inside != (crossings.count % 2 == 1)
    }
  }

  @Test func aHoleThatMeetsTheOutlineAtACornerIsAHole() throws {
    let map = SmallMap(
      """
      110
      101
      111
      """)
    let polygon = try #require(try polygons(map).first)
    #expect(polygon.rings.map { doubleArea($0) } == [16, -2])
    let corner = SmallMap("111\n102\n122")
    #expect(try polygons(corner).map(\.rings.count) == [1, 1])
  }

  @Test func straightSidesHaveNoCorners() throws {
    let polygons = try polygons(SmallMap(7, 5) { _, _ in 3 })
    #expect(polygons.map(\.corners.count) == [4])
    #expect(polygons.map(\.label) == [3])
    #expect(polygons.map(\.weight) == [35])
  }

  @Test(arguments: 0..<100)
  func pixelsAreCoveredOnce(seed: Int) throws {
    let map = SmallMap.random(seed, most: 1 + seed % 3, size: 1 + seed % 2)
    let polygons = try polygons(map)
    for (index, label) in map.labels.enumerated() {
      let (column, row) = (index % map.grid.width, index / map.grid.width)
      let owners = polygons.filter { holds($0, column, row) }.map(\.label)
      #expect(owners == (label == 0 ? [] : [Int(label)]))
    }
    for polygon in polygons {
      let areas = polygon.rings.map { doubleArea($0) }
      #expect(areas[0] > 0 && areas.dropFirst().allSatisfy { $0 < 0 })
      #expect(areas.reduce(0, +) == 2 * Int(polygon.weight))
      for ring in polygon.rings {
        let corners = ring.map { [$0.column, $0.row] }
        #expect(Set(corners).count == corners.count, "a ring touches itself: \(map.text)")
      }
    }
  }
}

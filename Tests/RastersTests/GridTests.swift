import Rasters
import Testing

@Suite struct GridTests {
  @Test func windowsIntersect() {
    let a = Window(column: 0, row: 0, width: 10, height: 10)
    let b = Window(column: 5, row: 8, width: 10, height: 10)
    #expect(a.intersection(b) == Window(column: 5, row: 8, width: 5, height: 2))
    #expect(a.intersection(Window(column: 20, row: 0, width: 3, height: 3)).isEmpty)
  }

  @Test func transformInverts() throws {
    let t = GeoTransform(
      originX: 500_000, columnX: 28, rowX: 3, originY: 4_600_000, columnY: 2, rowY: -30)
    let p = t.apply(column: 12.5, row: 7.25)
    let back = try #require(t.invert(x: p.x, y: p.y))
    #expect(abs(back.column - 12.5) < 1e-9)
    #expect(abs(back.row - 7.25) < 1e-9)
    #expect(t.pixelArea == 846)
  }

  @Test func hectaresOfThirtyMetrePixels() throws {
    let grid = Grid(
      width: 10, height: 10,
      transform: GeoTransform(left: 0, top: 0, pixelWidth: 30, pixelHeight: 30),
      reference: .init(name: "UTM", metresPerUnit: 1))
    #expect(grid.pixelHectares(atRow: 0) == 0.09)
  }

  /// A degree square at the equator is 12 308.8 km2 on WGS 84.
  @Test func hectaresOfDegrees() throws {
    let grid = Grid(
      width: 1, height: 1,
      transform: GeoTransform(left: 0, top: 0.5, pixelWidth: 1, pixelHeight: 1),
      reference: .init(name: "WGS 84", isGeographic: true))
    let hectares = try #require(grid.pixelHectares(atRow: 0))
    #expect(abs(hectares - 1_230_900) < 200)
  }

  @Test(arguments: [
    ("encodr", "encoder"), ("kmeans", "k-means"), ("clsuterer", "clusterer"),
  ])
  func nearWordsAreFound(word: String, meant: String) {
    #expect(
      DidYouMean.nearest(to: word, among: ["encoder", "k-means", "clusterer", "name"]) == meant)
  }

  @Test func farWordsAreNot() {
    #expect(DidYouMean.nearest(to: "zebra", among: ["encoder", "name"]) == nil)
  }
}

import RasterIO
import Rasters
import TestSupport
import Testing

@testable import CodedCutouts

/// TIFF files that are cutouts, and those that are the bands of a scene.
@Suite struct TIFFCutoutsTests {
  private static func facts(_ sides: [Int], placed: Bool = false) -> [TIFFCutouts.Facts] {
    sides.map { .init(width: $0, height: $0, isPlaced: placed) }
  }

  private static func names(_ count: Int, _ stem: String = "g") -> [String] {
    (0..<count).map { "\(stem)\($0).tif" }
  }

  static let decisions: [([String], [TIFFCutouts.Facts], Bool, String)] = [
    (names(40), facts([48, 48, 48, 48]), true, "many small ones"),
    (names(20), facts([512, 512, 512]), true, "just enough"),
    (names(19), facts([48, 48, 48]), false, "too few of one size"),
    (names(40), facts([48, 48, 48], placed: true), false, "on the ground"),
    (names(40), facts([48, 48]) + facts([48], placed: true), false, "one on the ground"),
    (names(3), facts([48, 50, 61]), true, "of several sizes"),
    (names(2), facts([48, 50]), false, "two are none"),
    (names(40), facts([600, 600, 600]), false, "large, of one size"),
    (names(40), facts([600, 601, 600]), true, "large, of several sizes"),
    (names(40), facts([4000, 4001, 4000]), false, "scenes"),
    (["spiral/a.tif", "spiral/b.tif", "round/a.tif"], facts([90, 90, 90]), true, "sorted"),
    (["a/b/1.tif", "a/b/2.tif", "a/b/3.tif"], facts([90, 90, 90]), false, "all in one folder"),
    (names(200, "B"), facts([145, 145, 145]), false, "bands by number"),
    (names(200, "pines_band_"), facts([145, 145, 145]), false, "bands by name"),
    (["B02_10m.tif", "B8A_20m.TIFF", "B03.tif"], facts([90, 45, 90]), false, "Sentinel-2 bands"),
    (names(40), facts([48]), false, "hardly any can be read"), ([], [], false, "nothing"),
  ]

  @Test(arguments: decisions) func areToldApart(
    _ names: [String], _ facts: [TIFFCutouts.Facts], _ areCutouts: Bool, _ why: String
  ) {
    #expect(TIFFCutouts.areCutouts(names, facts) == areCutouts, "\(why)")
  }

  @Test(arguments: [(true, false), (false, true)]) func filesSayWhereTheyLie(
    _ isPlaced: Bool, _ areCutouts: Bool
  ) throws {
    let folder = try TemporaryFolder()
    let placed = try RasterFixture.utm(9, 9)
    let grid = isPlaced ? placed : Grid(width: 9, height: 9)
    for index in 0..<20 {
      try RasterFixture(grid: grid, bands: 1, type: .uint8) { Float($1 + $2) }
        .write(to: folder.file("g\(index).tif"), options: [])
    }
    #expect(FolderCutouts.isFolderOfCutouts(folder.path) == areCutouts)
    try folder.write("", to: "x_MTL.txt")
    #expect(!FolderCutouts.isFolderOfCutouts(folder.path))
  }
}

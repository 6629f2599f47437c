import Cartography
import Foundation
import Jobs
import RasterIO
import Rasters
import Scenes
import TestSupport
import Testing

@testable import MapTools

/// What maps look like: colours, names, stretches and words.
@Suite struct LookTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Names of the person before those of the run before those of the map; colours alike.
  @Test func namesAndColoursHaveAnOrder() throws {
    let map = try LabelMap(
      path: DrawnMap("1124\n1120", names: [1: "Water", 2: "Sand"]).write(to: folder.file("m.tif")))
    let bare = try Facies.legend(of: map, style: .standard, keepsColours: true)
    #expect(bare.entries.map(\.value) == [1, 2, 4])
    #expect(bare.entries.map(\.name) == ["Water", "Sand", "Unit 4"])
    #expect(bare.entries.map(\.colour) == [1, 2, 4].map(DrawnMap.colour))
    #expect(
      bare.entries.map(\.pixelCount) == [4, 2, 1] && bare.entries.map(\.hectares) == [4, 2, 1])
    let given = UnitFile(entries: [
      2: .init(name: "Dune", colour: RGB(9, 9, 9)), 7: .init(name: "x"),
    ])
    let own = try Facies.legend(of: map, style: .standard, keepsColours: true, given: given)
    #expect(own.entries.map(\.name) == ["Water", "Dune", "Unit 4"])
    #expect(own.entries[1].colour == RGB(9, 9, 9))
    // A style that was asked for counts before the person's colours, not before the names.
    let styled = try Facies.legend(
      of: map,
      style: Style(palette: .explicit([RGB(1, 0, 0), RGB(2, 0, 0), RGB(3, 0, 0), RGB(4, 0, 0)])),
      keepsColours: false, given: given)
    #expect(styled.entries.map(\.name) == ["Water", "Dune", "Unit 4"])
    #expect(styled.entries.map(\.colour.red) == [1, 2, 4])
    let run = Legend(entries: [LegendEntry(value: 1, name: "Lake", colour: RGB(0, 0, 0))])
    let finished = try Facies.legend(of: map, style: .standard, keepsColours: true, finished: run)
    #expect(finished.entries.map(\.name) == ["Lake", "Unit 2", "Unit 4"])
  }

  /// 2 % of 101 values are darker than black, 2 % brighter than white; nothing and zero do not count.
  @Test func picturesAreStretched() {
    let values = (1...101).map(Float.init).shuffled() + [0, 0, .nan, .infinity]
    #expect(Percentiles.stretch(values) == 3...99)
    #expect(Percentiles.stretch([]) == 0...1 && Percentiles.stretch([0, .nan]) == 0...1)
    #expect(Percentiles.stretch([7, 7]) == 7...8)
  }

  @Test(arguments: [(3, 0), (99, 255), (51, 127), (-1e9, 0), (1e9, 255)] as [(Float, UInt8)])
  func bytesAreClamped(_ value: Float, _ byte: UInt8) {
    #expect(Percentiles.byte(value, 3...99) == byte)
  }

  /// By 299, 587 and 114 parts of red, green and blue: a named palette is ordered, a list is not.
  @Test func unitsAreColouredFromDarkToBright() {
    let list = [RGB(255, 255, 255), RGB(0, 0, 255), RGB(255, 0, 0), RGB(0, 255, 0)]
    #expect(UnitColours.colours(.explicit(list), count: 4) == list)
    for palette in [Palette.colourBlindSafe, .lithology, .greys] {
      let colours = UnitColours.colours(palette, count: 12)
      let luma = colours.map { 299 * Int($0.red) + 587 * Int($0.green) + 114 * Int($0.blue) }
      #expect(luma == luma.sorted() && Set(colours) == Set(palette.colours(12)), "\(palette)")
    }
  }

  @Test(arguments: [
    (2400, 1200, 1200, 1200, 600), (100, 50, 1200, 100, 50), (1, 100_000, 1200, 1, 1200),
    (3, 1000, 100, 1, 100), (1000, 999, 10, 10, 10),
  ])
  func picturesFit(_ width: Int, _ height: Int, _ side: Int, _ wide: Int, _ high: Int) {
    let size = PictureSize(Grid(width: width, height: height), longestSide: side)
    #expect(size.width == wide && size.height == high)
  }

  @Test(arguments: [
    ([:], "no data"), (["fill": 9, "no data": 3], "no data"), (["clouds": 1], "no data or masked"),
    (["clouds": 0, "fill": 4], "no data"),
  ])
  func unmappedGroundHasAName(_ rejected: [String: Int], _ words: String) {
    #expect(UnmappedGround.words(rejected: rejected) == words)
  }

  @Test func aSheetSaysWhatItShows() throws {
    var words = SheetWords(scene: "lake", product: "raster", acquired: "2026-07-30T01:02:03Z")
    #expect(
      words.creditLine == "lake, 2026-07-30. Map: facies \(Facies.version), unsupervised.")
    words.product = "Landsat 9"
    #expect(words.creditLine.hasPrefix("Landsat 9, 2026-07-30. "))
    words.credit = "Survey of Mars"
    #expect(words.creditLine == "Survey of Mars, 2026-07-30")
    words.dates = ["2026-07-30", "2026-08-15"]
    words.credit = "Survey of Mars, 2026-07-30."
    #expect(words.creditLine == "Survey of Mars, 2026-07-30. Data of 2026-08-15.")
  }

  @Test func stylesAreFoundByNameOrFile() throws {
    #expect(try StyleSearch.style(named: nil) == .standard)
    #expect(try StyleSearch.style(named: "greys").palette == .greys)
    let path = try folder.write("palette: [\"#102030\"]\n", to: "own.yaml")
    #expect(try StyleSearch.style(named: path).palette == .explicit([RGB(0x10, 0x20, 0x30)]))
    let error = try #require(throws: Failure.self) { try StyleSearch.style(named: "gray") }
    #expect(
      error.description.hasPrefix("there is no style 'gray' (did you mean 'greys'?)")
        || error.description.hasPrefix("there is no style 'gray'; known"))
    #expect(error.exitCode == 2)
  }
}

/// The table of units with other names; all else keeps its bytes.
@Suite struct UnitTableNamesTests {
  private let legend = Legend(entries: [
    LegendEntry(value: 1, name: "Sand, fine", colour: RGB(1, 2, 3)),
    LegendEntry(value: 2, name: "=cmd", colour: RGB(255, 0, 16)),
  ])

  @Test func namesAndColoursAreReplaced() {
    let table =
      "unit,name,pixels,colour,mean\n1,\"a, \"\"b\"\"\",7,#000000,0.1\n2,b,8,#111111,\n9,c,1,#222222,3\n"
    #expect(
      UnitTableNames.renamed(table, legend)
        == "unit,name,pixels,colour,mean\n1,\"Sand, fine\",7,#010203,0.1\n2,'=cmd,8,#ff0010,\n9,c,1,#222222,3\n"
    )
  }

  /// A name may hold a line end; a row of another length is not ours to touch.
  @Test func oddRowsKeepTheirBytes() {
    let table = "unit,name,colour\n1,\"two\nlines\",#000000\n1,a\nx,y,z"
    #expect(
      UnitTableNames.renamed(table, legend)
        == "unit,name,colour\n1,\"Sand, fine\",#010203\n1,a\nx,y,z")
  }

  @Test(arguments: ["", "unit,name\n1,a\n", "a;b\n", "name,colour\n"])
  func anotherTableIsLeftAlone(_ table: String) {
    #expect(UnitTableNames.renamed(table, legend) == nil)
  }
}

/// Shaded relief of planes: by Horn's gradients, under light from the north-west, 45 degrees high.
@Suite struct HillshadeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func shade(_ height: @escaping (_ column: Int, _ row: Int) -> Float) throws -> Set<UInt8>
  {
    let grid = try RasterFixture.utm(6, 5)
    let path = try RasterFixture(grid: grid, bands: 1) { _, column, row in height(column, row) }
      .write(to: folder.file("dem.tif"))
    let backdrop = try HillshadeBackdrop(path: path, onto: grid)
    // The edges have half of a neighbour.
    let inner = Window(column: 1, row: 1, width: 4, height: 3)
    return Set(try backdrop.pixels(in: inner, width: 4, height: 3))
  }

  /// (sqrt 1/2 + east / 2 + south / 2) / sqrt(1 + east² + south²), times 255, for slopes of 45
  /// degrees that rise to a side.
  @Test func planesByHand() throws {
    #expect(try shade { _, _ in 100 } == [180])
    #expect(try shade { column, _ in Float(30 * column) } == [217])
    #expect(try shade { column, _ in Float(-30 * column) } == [37])
    #expect(try shade { _, row in Float(30 * row) } == [217])
    #expect(try shade { _, row in Float(-30 * row) } == [37])
    // Away from the light and steeper than it: dark.
    #expect(try shade { column, row in Float(-300 * (column + row)) } == [0])
    #expect(try shade { _, _ in .nan } == [255])
  }

  @Test func whatCannotBeLaidUnderIsSaid() throws {
    let grid = try RasterFixture.utm(4, 4)
    let path = try RasterFixture(grid: grid, bands: 1) { _, _, _ in 1 }
      .write(to: folder.file("dem.tif"))
    #expect(throws: Failure.usage("'\(path)' has 1 bands, no band 2")) {
      try ImageBackdrop(path: path, band: 2, onto: grid)
    }
    #expect(
      throws: Failure("'\(path)' cannot be laid under the map: not both have a place on the ground")
    ) { try ImageBackdrop(path: path, onto: Grid(width: 5, height: 4)) }
    let other = try RasterFixture.utm(4, 4, epsg: 32755)
    let error = try #require(throws: Failure.self) { try ImageBackdrop(path: path, onto: other) }
    #expect(error.description.hasSuffix("warp it first (gdalwarp -t_srs)"))
  }
}

import Foundation
import Rasters
import Testing

@testable import Cartography

@Suite struct MapSheetTests {
  static let sizes = [(1, 1), (3, 2), (40, 30), (333, 251), (900, 40), (40, 900), (2500, 1900)]

  static func sheet(
    _ grid: Grid, units: Int = 5, style: Style = small, backdrop: (any Backdrop)? = nil
  ) -> MapSheet {
    MapSheet(
      map: SyntheticMap(grid: grid, units: units), legend: Sample.legend(units, grid: grid),
      style: style, title: "Deccan", subtitle: "five units", credit: "facies", backdrop: backdrop)
  }

  static let small = Style(
    layout: Style.Layout(width: 640, dotsPerInch: 96, fontSize: 8), nodata: RGB(1, 2, 3))

  /// Every pixel of the map has the colour of the unit it shows.
  @Test(arguments: sizes)
  func unitsHaveTheirColours(size: (Int, Int)) throws {
    let folder = try TemporaryFolder()
    let sheet = Self.sheet(Sample.grid(size.0, size.1))
    let layout = try sheet.layout()
    try sheet.write(to: folder.path + "/map.png")
    #expect(try folder.names() == ["map.png"])
    let picture = try Picture(path: folder.path + "/map.png")
    #expect(picture.width == layout.width && picture.height == layout.height)
    let wrong = Self.wrongPixels(of: picture, sheet: sheet, map: layout.map)
    #expect(wrong == 0)
  }

  /// Pixels of the drawn map that do not show a unit within one grid pixel of
  /// their place: where a map is made smaller, which one is shown is the
  /// raster's to say.
  private static func wrongPixels(of picture: Picture, sheet: MapSheet, map: SheetRect) -> Int {
    guard let synthetic = sheet.map as? SyntheticMap else { return -1 }
    let (width, height) = (Int(map.width), Int(map.height))
    let grid = sheet.map.grid
    let slack = (grid.width > width || grid.height > height) ? max(1, grid.height / height + 1) : 0
    var wrong = 0
    for y in stride(from: 0, to: height, by: 7) {
      for x in stride(from: 0, to: width, by: 7) {
        let column = (2 * x + 1) * grid.width / (2 * width)
        let row = (2 * y + 1) * grid.height / (2 * height)
        let shown = picture[Int(map.x) + x, Int(map.y) + y]
        let near = (-slack...slack).flatMap { dy in
          (-slack...slack).map { dx in
            let c = min(max(0, column + dx), grid.width - 1)
            let r = min(max(0, row + dy), grid.height - 1)
            return colour(synthetic.label(column: c, row: r), in: sheet)
          }
        }
        if !near.contains(shown) { wrong += 1 }
      }
    }
    return wrong
  }

  private static func colour(_ label: UInt16, in sheet: MapSheet) -> RGB {
    sheet.legend.entries.first { $0.value == Int(label) }?.colour ?? sheet.style.nodata
  }

  @Test(arguments: [1, 7, 64, 100, 5000], [(40, 30), (1500, 1400)])
  func stripsDoNotShow(rows: Int, size: (Int, Int)) throws {
    let folder = try TemporaryFolder()
    let style = Style(
      layout: Self.small.layout, backdrop: .hillshade, backdropStrength: 0.7, opacity: 0.8)
    var sheet = Self.sheet(Sample.grid(size.0, size.1), style: style, backdrop: SyntheticRelief())
    try sheet.write(to: folder.path + "/a.png")
    sheet.stripRows = rows
    try sheet.write(to: folder.path + "/b.png")
    let a = FileManager.default.contents(atPath: folder.path + "/a.png")
    let b = FileManager.default.contents(atPath: folder.path + "/b.png")
    #expect(a != nil && a == b)
  }

  @Test func thirtyThousandPixelsAreDrawnInStrips() throws {
    let folder = try TemporaryFolder()
    let style = Style(layout: Style.Layout(width: 30_000, dotsPerInch: 300, fontSize: 10))
    let sheet = Self.sheet(Sample.grid(3000, 60), style: style)
    try sheet.write(to: folder.path + "/wide.png")
    let header = try #require(FileManager.default.contents(atPath: folder.path + "/wide.png"))
    #expect(Array(header[16..<20]) == [0, 0, 0x75, 0x30])
  }

  /// A value without an entry in the legend is nothing a reader can look up.
  @Test func unknownLabelsAreNoData() throws {
    let folder = try TemporaryFolder()
    var sheet = Self.sheet(Sample.grid(40, 30))
    sheet.legend = Legend(entries: [])
    try sheet.write(to: folder.path + "/map.png")
    let map = try sheet.layout().map
    let picture = try Picture(path: folder.path + "/map.png")
    #expect(picture[Int(map.x + map.width / 2), Int(map.y + map.height / 2)] == RGB(1, 2, 3))
  }

  @Test(arguments: [
    (UInt8(200), UInt8(255), 256, UInt8(200)), (200, 0, 256, 0), (200, 0, 0, 200),
    (255, 100, 256, 100), (200, 0, 128, 100),
  ])
  func backdropsMultiply(part: UInt8, backdrop: UInt8, strength: Int, result: UInt8) {
    #expect(Tint.multiplied(part, backdrop, strength: strength) == result)
  }

  // MARK: - What goes wrong

  struct Faulty: LabelRaster {
    struct Broken: Error {}
    var grid = Sample.grid(50, 400)
    var labelCount: Int?

    func labels(in window: Window, width: Int, height: Int) throws -> [UInt16] {
      guard let labelCount else { throw Broken() }
      return [UInt16](repeating: 1, count: labelCount)
    }
  }

  @Test func aFailingMapLeavesNothing() throws {
    let folder = try TemporaryFolder()
    let legend = Sample.legend(2, grid: Sample.grid(50, 400))
    let broken = MapSheet(map: Faulty(), legend: legend, title: "")
    #expect(throws: Faulty.Broken.self) { try broken.write(to: folder.path + "/map.png") }
    let short = MapSheet(map: Faulty(labelCount: 3), legend: legend, title: "")
    let error = #expect(throws: SheetError.self) { try short.write(to: folder.path + "/map.png") }
    #expect(error?.description.hasPrefix("the map gave 3 labels instead of ") == true)
    #expect(try folder.names() == [])
  }

  struct ShortBackdrop: Backdrop {
    func pixels(in window: Window, width: Int, height: Int) throws -> [UInt8] { [1, 2] }
  }

  @Test func aShortBackdropIsRefused() throws {
    let folder = try TemporaryFolder()
    let style = Style(layout: Self.small.layout, backdrop: .image)
    let sheet = Self.sheet(Sample.grid(10, 10), style: style, backdrop: ShortBackdrop())
    let error = #expect(throws: SheetError.self) { try sheet.write(to: folder.path + "/m.png") }
    #expect(error?.description.hasPrefix("the backdrop gave 2 bytes for the window 10x") == true)
    #expect(try folder.names() == [])
  }

  @Test func anOldFileStaysWhenTheNewOneFails() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/map.png"
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    let sheet = MapSheet(map: Faulty(), legend: Legend(entries: []), title: "")
    #expect(throws: Faulty.Broken.self) { try sheet.write(to: path) }
    #expect(FileManager.default.contents(atPath: path) == Data("old".utf8))
    #expect(try folder.names() == ["map.png"])
  }

  @Test func placesThatCannotBeWrittenAreNamed() throws {
    let folder = try TemporaryFolder()
    let sheet = Self.sheet(Sample.grid(4, 4))
    let targets: [(String, String)] = [
      (folder.path + "/none/map.png", "\(folder.path)/none: no such folder; make it first"),
      (
        folder.path,
        "\(folder.path): there is something that is not an ordinary file; name another"
      ),
      (
        "/dev/full", "/dev/full: there is something that is not an ordinary file; name another"
      ),
      ("/proc/map.png", "/proc: no such folder; make it first"),
    ]
    for (path, message) in targets {
      let error = #expect(throws: SheetError.self) { try sheet.write(to: path) }
      #expect(error?.description == message)
    }
    #expect(try folder.names() == [])
  }

  /// Writing to a full device fails; streams are the caller's.
  @Test func aFullDeviceIsReported() throws {
    let stream = try #require(fopen("/dev/full", "wb"))
    defer { fclose(stream) }
    setvbuf(stream, nil, _IONBF, 0)
    let error = #expect(throws: SheetError.self) {
      try Self.sheet(Sample.grid(4, 4)).write(to: stream, name: "full")
    }
    #expect(error?.description.hasPrefix("full: cannot be written: ") == true)
  }

  @Test func emptyMapsAreRefused() {
    let sheet = Self.sheet(Grid(width: 0, height: 7))
    let error = #expect(throws: SheetError.self) { try sheet.layout() }
    #expect(error?.description == "the map is 0x7 pixels; a sheet needs at least one")
  }

  @Test func longNamesOfFilesAreWritten() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "é", count: 125) + ".png"
    try Self.sheet(Sample.grid(4, 4)).write(to: folder.path + "/" + name)
    #expect(try folder.names() == [name])
  }
}

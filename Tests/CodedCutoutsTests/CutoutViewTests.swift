import Fitting
import Foundation
import Kernels
import RasterIO
import Rasters
import Scenes
import Surveys
import TestSupport
import Testing

@testable import Catalogues
@testable import CodedCutouts

/// What encoders and people see of a cutout, and which way up it is.
@Suite struct CutoutViewTests {
  private static let side = 24

  private static func view(bands: [Int]) throws -> CutoutView {
    CutoutView(
      side: 12, crop: 1, stretch: Stretch(.sky), bands: bands,
      pictureBands: bands.count == 3 ? bands : [0])
  }

  /// Three bands with a source each, on whole numbers, so that a sky takes
  /// nothing from their figures.
  private static func planes(sky: [Float]) -> CutoutPlanes {
    let values = (0..<3 * side * side).map { index -> Float in
      let (band, pixel) = index.quotientAndRemainder(dividingBy: side * side)
      let (row, column) = pixel.quotientAndRemainder(dividingBy: side)
      let noise = Float(ScrambledField.bits(index) % 8)
      let near = abs(row - 12) < 3 && abs(column - 12) < 4
      return sky[band] + noise + (near ? Float(64 * (band + 1)) : 0)
    }
    return CutoutPlanes(bands: 3, width: side, height: side, values: values)
  }

  /// Filters differ in their sky: neither pictures nor codes do, at the side of
  /// the encoder or at another.
  @Test(arguments: [12, 24, 36]) func skiesOfBandsMakeNoDifference(_ shown: Int) throws {
    let view = try Self.view(bands: [0, 1, 2])
    let (flat, stepped) = (Self.planes(sky: [0, 0, 0]), Self.planes(sky: [64, 128, 1024]))
    let (a, b) = (view.picture(flat, side: shown), view.picture(stepped, side: shown))
    let (first, second) = (try #require(a), try #require(b))
    #expect(zip(first, second).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    #expect(first.contains { $0 > 200 })
    let seen = (try #require(view.pixels(flat)), try #require(view.pixels(stepped)))
    let codes = zip(seen.0, seen.1)
    #expect(codes.allSatisfy { abs($0 - $1) < 1e-3 })
  }

  /// Bytes of pictures are shown as they are.
  @Test func bytesOfPicturesStay() throws {
    var planes = Self.planes(sky: [5, 10, 20])
    planes.isPicture = true
    let view = try Self.view(bands: [0, 1, 2])
    let shown = try #require(view.picture(planes, side: Self.side))
    for pixel in 0..<Self.side * Self.side {
      for band in 0..<3 {
        let value = planes.values[band * Self.side * Self.side + pixel]
        #expect(shown[3 * pixel + band] == UInt8(min(255, value)))
      }
    }
  }

  @Test func cutoutsWithoutValuesAreNotShown() throws {
    let empty = CutoutPlanes(
      bands: 2, width: 9, height: 5, values: [Float](repeating: .nan, count: 90))
    let view = try Self.view(bands: [0, 1])
    #expect(view.pixels(empty) == nil)
    // One band of two without a value, and a constant: no 0/0.
    var half = empty
    for index in 0..<45 { half.values[index] = 7 }
    let shown = try #require(view.pixels(half))
    #expect(shown.allSatisfy { $0.isFinite })
  }

  // MARK: which way up

  /// A star in the upper right of an image that is not square: (31, 26) as
  /// FITS counts.
  private static func image(_ folder: TemporaryFolder) throws -> SurveyImage {
    let path = try RasterFixture(grid: Grid(width: 40, height: 30), bands: 1) { _, column, row in
      column == 30 && row == 30 - 26 ? 500 : Float(ScrambledField.bits(column + 40 * row) % 4)
    }.write(to: folder.file("sky.tif"))
    return try SurveyImage([path])
  }

  @Test func mapsShowTheLastRowOnTop() throws {
    let image = try Self.image(TemporaryFolder())
    let backdrop = try FieldBackdrop(image, bands: [0], stretch: Stretch(.linear))
    #expect(backdrop.width == 1400 && backdrop.height == 1050)
    let bright = backdrop.pixels.indices.filter { backdrop.pixels[$0] == 255 }.map { $0 / 3 }
    let columns = bright.map { $0 % backdrop.width }
    let rows = bright.map { $0 / backdrop.width }
    #expect(columns.min() == 30 * 35 && columns.max() == 31 * 35 - 1)
    #expect(rows.min() == 4 * 35 && rows.max() == 5 * 35 - 1)
  }

  /// Cut out of an image or read from a file of its own, a source looks the
  /// same.
  @Test func cutoutsOfImagesAndFilesAgree() throws {
    let folder = try TemporaryFolder()
    let image = try Self.image(folder)
    let list = try folder.write("id,x,y\nstar,29,24\n", to: "c.csv")
    var survey = Survey(name: "", input: .images([]))
    survey.cutouts.size = 8
    survey.cutouts.masksNeighbours = false
    let sources = try CutoutSources(
      SourceList.read(list, columns: SourceColumns()), on: image, catalogue: list)
    let cut = try ImageCutouts(survey, image: image, sources: sources, budget: 100_000_000)
    let context = FitContext(seed: 0, workers: Workers(1))
    var own: CutoutPlanes?
    try cut.forEach([0], stage: "", context) { own = $0.first?.planes }
    let planes = try #require(own)
    // Columns 25 to 32, rows 20 to 27 from 1: the star is the 7th from the left
    // and from below.
    #expect(planes.values.firstIndex(of: 500) == 1 * 8 + 6)
    try FileManager.default.createDirectory(
      atPath: folder.file("files"), withIntermediateDirectories: false)
    let made = planes.values
    _ = try RasterFixture(grid: Grid(width: 8, height: 8), bands: 1) { _, column, row in
      made[row * 8 + column]
    }.write(to: folder.file("files/star.tif"))
    let files = try FolderCutouts(try LocalPath(folder.file("files")))
    var read: CutoutPlanes?
    try files.forEach([0], stage: "", context) { read = $0.first?.planes }
    #expect(read?.values == planes.values)
  }

  /// Pictures in a folder and below it, by their paths; nothing that is hidden.
  @Test func filesOfAFolderAreObjects() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("all/more"), withIntermediateDirectories: true)
    for name in ["all/b.tif", "all/more/007.tif"] {
      _ = try RasterFixture(grid: Grid(width: 3, height: 2), bands: 2) { Float($0 + $1 + 10 * $2) }
        .write(to: folder.file(name))
    }
    for name in ["all/notes.txt", "all/.hidden.png"] { _ = try folder.write("x", to: name) }
    let files = try FolderCutouts(try LocalPath(folder.file("all")))
    #expect(files.objects.ids == ["b.tif", "more/007.tif"] && files.bandCount == 2)
  }

  /// What is kept at once follows from the budget; what is handed over does not.
  @Test func largeCutoutsAreHandedOverInParts() throws {
    let folder = try TemporaryFolder()
    let image = try Self.image(folder)
    let rows = (0..<300).map { "\($0),\(1 + $0 % 40),\(1 + $0 % 30)" }
    let list = try folder.write("id,x,y\n" + rows.joined(separator: "\n") + "\n", to: "c.csv")
    var survey = Survey(name: "", input: .images([]))
    survey.cutouts.size = 64
    survey.cutouts.masksNeighbours = false
    let sources = try CutoutSources(
      SourceList.read(list, columns: SourceColumns()), on: image, catalogue: list)
    let context = FitContext(seed: 0, workers: Workers(2))
    func parts(_ budget: Int) throws -> [[Int]] {
      let cut = try ImageCutouts(survey, image: image, sources: sources, budget: budget)
      var out: [[Int]] = []
      try cut.forEach(Array(0..<300), stage: "", context) { out.append($0.map(\.row)) }
      return out
    }
    let (many, few) = (try parts(1_000_000), try parts(1_000_000_000))
    #expect(many.allSatisfy { $0.count <= 1_000_000 / 4 / (64 * 64 * 4) })
    #expect(many.count > few.count && many.flatMap { $0 } == few.flatMap { $0 })
  }
}

import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Bands of coarser grids, interpolated.
@Suite struct ResamplingTests {
  private let folder: TemporaryFolder
  private let frame: Grid

  init() throws {
    folder = try TemporaryFolder()
    frame = try RasterFixture.utm(120, 120, pixel: 10)
  }

  private func coarse(
    _ pixel: Double, shift: Double = 0, noData: Double? = nil,
    value: (Int, Int) -> Float = { ScrambledField.unit($0 * 1000 + $1) * 3000 }
  ) throws -> [BandSource] {
    let side = Int((1200 / pixel).rounded(.up)) + (shift == 0 ? 0 : 1)
    let grid = try RasterFixture.utm(
      side, side, left: 500_000 - shift, top: 6_500_000 + shift, pixel: pixel)
    let path = try RasterFixture(grid: grid, bands: 1, noData: noData) { value($1, $2) }
      .write(to: folder.file("c\(pixel)-\(shift)-\(noData ?? 1).tif"))
    return try StackFixture.bands(of: path)
  }

  /// To the last bit: results must not depend on memory.
  @Test(
    arguments: [Resampling.nearest, .bilinear, .cubic, .average],
    [(20.0, 0.0), (60, 0), (60, 25), (30, 15), (10, 5), (7, 2)])
  func stripsDoNotMatter(_ resampling: Resampling, _ other: (pixel: Double, shift: Double)) throws {
    let bands = try coarse(other.pixel, shift: other.shift)
    let stack = StackFixture.stack(bands, grid: frame)
    let whole = try StackFixture.read(stack, resampling: resampling)
    for rows in [1, 7, 32, 50] {
      let strips = try StackFixture.read(stack, rows: rows, resampling: resampling)
      let same = strips.planes[0] == whole.planes[0]
      #expect(same, "strips of \(rows) rows")
      #expect(strips.valid == whole.valid)
    }
  }

  /// Kernels against each other: at the centres of source pixels and on
  /// constant ground they agree with the file.
  @Test(arguments: [Resampling.nearest, .bilinear, .cubic, .average])
  func kernelsKeepWhatTheyHit(_ resampling: Resampling) throws {
    let wide = try coarse(30)
    let reading = try StackFixture.read(
      StackFixture.stack(wide, grid: frame), resampling: resampling)
    for row in stride(from: 1, to: 120, by: 3) {
      for column in stride(from: 1, to: 120, by: 3) {
        let wanted = ScrambledField.unit(column / 3 * 1000 + row / 3) * 3000
        #expect(abs(reading.planes[0][row * 120 + column] - wanted) < 0.01)
      }
    }
    let flat = try coarse(7, shift: 2) { _, _ in 500 }
    let level = try StackFixture.read(
      StackFixture.stack(flat, grid: frame), resampling: resampling)
    #expect(level.planes[0].allSatisfy { abs($0 - 500) < 0.01 })
  }

  @Test func averagesOfWholeBlocks() throws {
    let bands = try coarse(5)
    let reading = try StackFixture.read(
      StackFixture.stack(bands, grid: frame), resampling: .average)
    let value = { (column: Int, row: Int) in ScrambledField.unit(column * 1000 + row) * 3000 }
    for (column, row) in [(0, 0), (7, 3), (119, 119), (64, 1)] {
      let (c, r) = (2 * column, 2 * row)
      let wanted = (value(c, r) + value(c + 1, r) + value(c, r + 1) + value(c + 1, r + 1)) / 4
      #expect(abs(reading.planes[0][row * 120 + column] - wanted) < 0.01)
    }
  }

  /// Fill values must not bleed into their neighbours, whether the file
  /// declares them or only the product does.
  @Test(arguments: [true, false]) func fillDoesNotBleed(_ declared: Bool) throws {
    var bands = try coarse(20, noData: declared ? 0 : nil) { column, _ in column < 20 ? 0 : 1000 }
    bands[0].noData = [0]
    let reading = try StackFixture.read(StackFixture.stack(bands, grid: frame))
    let wrong = zip(reading.planes[0], reading.valid).filter { value, valid in
      abs(value - (valid == 0 ? 0 : 1000)) > 0.001
    }
    #expect(wrong.isEmpty)
    #expect(reading.valid.filter { $0 == 1 }.count == 80 * 120)
  }
}

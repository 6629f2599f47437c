import Kernels
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import MapUnits

/// Bounded samples of the units of a map, and the pixels that stand for them.
@Suite struct UnitSamplerTests {
  private static let (width, height, bands) = (97, 120, 2)

  /// Squares of ten pixels; the third unit is one pixel wide.
  private static func label(_ index: Int) -> UInt8 {
    let (row, column) = index.quotientAndRemainder(dividingBy: width)
    if column == 40 { return 3 }
    return row / 10 % 2 == column / 10 % 2 ? 1 : 2
  }

  private static func value(_ band: Int, _ index: Int) -> Float {
    10 * Float(label(index)) + Float(band) + ScrambledField.unit(index * 2 + band)
  }

  private func sample(rows: Int, threads: Int) throws -> UnitSample {
    var sampler = UnitSampler(
      units: 4, bands: Self.bands, grid: Grid(width: Self.width, height: Self.height))
    let strip = Strip(width: Self.width, rows: rows, bands: Self.bands)
    for top in stride(from: 0, to: Self.height, by: rows) {
      let core = top..<min(Self.height, top + rows)
      strip.load(core) { Self.value($0, $1) }
      let labels = (core.lowerBound * Self.width..<core.upperBound * Self.width).map(Self.label)
      try sampler.add(strip, core: core, labels: labels, workers: Workers(threads))
    }
    return sampler.finish()
  }

  @Test func membersAreOfTheirUnitsAndBounded() throws {
    let sample = try sample(rows: 120, threads: 1)
    #expect(sample.units.map(\.count) == [2000, 2000, 120, 0])
    for (unit, members) in sample.units.enumerated() {
      #expect(members.positions == members.positions.sorted())
      for (index, position) in members.positions.enumerated() {
        #expect(Self.label(position) == UInt8(unit + 1))
        #expect(members.values[1, index] == Self.value(1, position))
        #expect(members.isInside[index] == Self.isInside(position))
      }
      let heldOut = members.isHeldOut.filter { $0 }.count
      #expect(abs(heldOut * 2 - members.count) <= max(20, members.count / 10))
    }
  }

  private static func isInside(_ position: Int) -> Bool {
    let (row, column) = position.quotientAndRemainder(dividingBy: width)
    guard (1..<height - 1).contains(row), (1..<width - 1).contains(column) else { return false }
    return (-1...1).allSatisfy { down in
      (-1...1).allSatisfy { label(position + down * width + $0) == label(position) }
    }
  }

  @Test(arguments: [(1, 1), (7, 2), (32, 3), (119, 2)])
  func theSampleDependsOnNeitherStripsNorThreads(_ rows: Int, _ threads: Int) throws {
    let (one, other) = (try sample(rows: 120, threads: 1), try sample(rows: rows, threads: threads))
    for (a, b) in zip(one.units, other.units) {
      #expect(a.positions == b.positions && a.isInside == b.isInside)
      #expect(a.isHeldOut == b.isHeldOut)
      #expect((0..<a.count).allSatisfy { a.values.sample($0) == b.values.sample($0) })
    }
  }

  @Test func exemplarsAreTypicalPixelsInsideAreas() throws {
    let sample = try sample(rows: 120, threads: 1)
    let grid = try RasterFixture.utm(Self.width, Self.height, pixel: 20)
    let exemplars = try ExemplarSearch(sample).exemplars(on: grid, workers: Workers(2))
    #expect(exemplars.map(\.unit) == [1, 2, 3])
    for exemplar in exemplars {
      #expect(exemplar.places.count == 3 && exemplar.spectrum.count == 2)
      for place in exemplar.places {
        let position = place.row * Self.width + place.column
        #expect(Self.label(position) == UInt8(exemplar.unit))
        if exemplar.unit < 3 { #expect(Self.isInside(position)) }
      }
      let first = exemplar.places[0]
      #expect(
        exemplar.spectrum[0]
          == Double(Self.value(0, first.row * Self.width + first.column)))
      // In the middle of values that are uniform over one step.
      #expect(abs(exemplar.spectrum[0] - 10 * Double(exemplar.unit) - 0.5) < 0.25)
      let distance = exemplar.places.dropFirst().map {
        abs($0.column - first.column) + abs($0.row - first.row)
      }
      #expect(distance.allSatisfy { $0 > 20 })
      let corner = try #require(grid.transform?.apply(column: 0.5, row: 0.5))
      #expect(first.x == corner.x + 20 * Double(first.column))
      #expect(first.y == corner.y - 20 * Double(first.row))
      #expect(first.latitude.map { abs($0) < 90 } == true)
    }
  }

  @Test func withoutAPlaceThereAreOnlyPixels() throws {
    let sample = try sample(rows: 60, threads: 1)
    let exemplars = try ExemplarSearch(sample).exemplars(
      on: Grid(width: Self.width, height: Self.height), workers: Workers(1))
    #expect(exemplars.allSatisfy { $0.places.allSatisfy { $0.x == nil && $0.latitude == nil } })
  }
}

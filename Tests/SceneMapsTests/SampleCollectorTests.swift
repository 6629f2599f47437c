import Fitting
import Kernels
import RasterIO
import TestSupport
import Testing

@testable import Features
@testable import SceneMaps

/// The sample is bounded, uniform, and the same however a scene is walked.
@Suite struct SampleCollectorTests {
  private static let (width, height, bands) = (61, 40, 2)

  private static func isValid(_ index: Int) -> Bool { ScrambledField.bits(index) % 5 != 0 }

  private func collect(
    size: Int, rows: Int = 40, threads: Int = 1, seed: UInt64 = 7
  ) throws -> SampleCollector {
    let strip = Strip(width: Self.width, rows: rows + 2, bands: Self.bands)
    var collector = SampleCollector(
      size: size, features: Self.bands, bands: 0, width: Self.width, seed: seed)
    let names = (1...Self.bands).map { "b\($0)" }
    let plan = try FeaturePlan(
      names.map { FeatureDefinition($0, .band, of: $0) },
      on: FeatureBands(names.map { FeatureBand(name: $0, label: $0) }, title: "test"))
    for top in stride(from: 0, to: Self.height, by: rows) {
      let core = top..<min(Self.height, top + rows)
      let read = max(0, core.lowerBound - 1)..<min(Self.height, core.upperBound + 1)
      strip.load(read, valid: Self.isValid) { Float($0 * 10_000 + $1) }
      try collector.add(
        FeatureStrip(strip, plan: plan), core: core, workers: Workers(threads))
    }
    return collector
  }

  private func finished(
    size: Int, rows: Int = 40, threads: Int = 1, seed: UInt64 = 7
  ) throws -> (samples: Samples, positions: [Int]) {
    var collector = try collect(size: size, rows: rows, threads: threads, seed: seed)
    let sample = collector.finish()
    return (sample.samples, sample.positions)
  }

  @Test(arguments: [1, 10, 500, 1900])
  func holdsAtMostItsSize(_ size: Int) throws {
    let (samples, positions) = try finished(size: size)
    #expect(positions.count == size)
    #expect(samples.values.count == size)
    #expect(positions == positions.sorted())
    #expect(Set(positions).count == size)
    #expect(positions.allSatisfy(Self.isValid))
  }

  @Test func holdsEverythingWhereThereIsLess() throws {
    let valid = (0..<Self.width * Self.height).filter(Self.isValid)
    var collector = try collect(size: 1_000_000, rows: 7)
    #expect(collector.validCount == valid.count)
    #expect(collector.finish().positions == valid)
  }

  @Test func keepsTheValuesOfItsPositions() throws {
    let (samples, positions) = try finished(size: 300, rows: 3, threads: 2)
    for (index, position) in positions.enumerated() {
      for band in 0..<Self.bands {
        #expect(samples.values[band, index] == Float(band * 10_000 + position))
      }
    }
  }

  /// Neighbours to the right differ by 1, below by a row; pairs across the
  /// edge of a strip are not lost.
  @Test(arguments: [1, 2, 7, 40])
  func differencesCrossStrips(_ rows: Int) throws {
    let (samples, positions) = try finished(size: 1_000_000, rows: rows)
    let valid = Set(positions)
    let wanted = positions.reduce(0) { count, position in
      let right = position % Self.width + 1 < Self.width && valid.contains(position + 1)
      return count + (right ? 1 : 0) + (valid.contains(position + Self.width) ? 1 : 0)
    }
    let differences = try #require(samples.differences)
    #expect(differences.count == wanted)
    let steps = Set((0..<differences.count).map { differences[0, $0] })
    #expect(steps == [-1, Float(-Self.width)])
  }

  @Test func dependsOnNeitherStripsNorThreads() throws {
    let first = try finished(size: 400)
    for (rows, threads) in [(40, 3), (11, 1), (11, 2), (1, 1), (2, 4)] {
      let other = try finished(size: 400, rows: rows, threads: threads)
      #expect(other.positions == first.positions)
      #expect(other.samples.differenceOwners == first.samples.differenceOwners)
    }
  }

  @Test func anotherSeedIsAnotherSample() throws {
    let first = try finished(size: 400).positions
    #expect(try finished(size: 400, seed: 8).positions != first)
  }

  /// Every valid pixel is as likely as any other: chi-squared over eight
  /// parts of the scene and many seeds.
  @Test func isUniform() throws {
    let valid = (0..<Self.width * Self.height).filter(Self.isValid)
    let parts = 8
    let perPart = Self.width * Self.height / parts
    var found = [Double](repeating: 0, count: parts)
    var wanted = found
    for position in valid { wanted[position / perPart] += 1 }
    for seed in 0..<60 {
      for position in try finished(size: 100, rows: 13, seed: UInt64(seed)).positions {
        found[position / perPart] += 1
      }
    }
    let scale = 60 * 100 / Double(valid.count)
    let chi = zip(found, wanted).reduce(0) { sum, pair in
      sum + (pair.0 - pair.1 * scale) * (pair.0 - pair.1 * scale) / (pair.1 * scale)
    }
    // 99.9 % quantile with 7 degrees of freedom; seeds are fixed.
    #expect(chi < 24.3)
  }

  @Test func extremesAreThoseOfAllValidPixels() throws {
    let valid = (0..<Self.width * Self.height).filter(Self.isValid)
    var collector = try collect(size: 3, rows: 4)
    let ranges = collector.finish().extremes
    let (low, high) = (Float(valid[0]), Float(valid[valid.count - 1]))
    #expect(ranges == [low...high, low + 10_000...high + 10_000])
  }
}

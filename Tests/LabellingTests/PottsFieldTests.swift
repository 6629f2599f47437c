import Foundation
import Kernels
import Learning
import TestSupport
import Testing

@testable import Labelling

/// A field gives the same labels however the scene is cut.
@Suite struct PottsFieldTests {
  private static let (width, height, k) = (77, 50, 4)

  /// Blocks of units with noise, and a tenth of the pixels without data.
  private static func logit(_ label: Int, _ pixel: Int) -> Float {
    let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
    let own = (row / 11 + column / 13) % k
    return (own == label ? 1 : 0) + 2 * ScrambledField.unit(pixel * k + label)
  }

  private static func isValid(_ pixel: Int) -> Bool { ScrambledField.bits(pixel) % 10 != 0 }

  struct Outcome: Equatable {
    var labels: [Int32] = []
    var margins: [Float] = []
  }

  private static func run(
    _ settings: PottsSettings, rows: Int, threads: Int, logit: (Int, Int) -> Float = logit,
    isValid: (Int) -> Bool = isValid
  ) throws -> Outcome {
    let field = PottsField(
      settings, scale: 1, labels: k, width: width, height: height,
      rows: min(height, rows + 2 * settings.halo))
    var out = Outcome()
    for top in stride(from: 0, to: height, by: rows) {
      let core = top..<min(height, top + rows)
      let needed = max(0, top - settings.halo)..<min(height, core.upperBound + settings.halo)
      field.begin(needed)
      for row in needed { fill(field, row, logit, isValid) }
      try field.sweep(core: core, workers: Workers(threads))
      for row in core { choose(field, row, &out) }
    }
    return out
  }

  private static func fill(
    _ field: PottsField, _ row: Int, _ logit: (Int, Int) -> Float, _ isValid: (Int) -> Bool
  ) {
    let padded = PlanarMatrix.padded(width)
    var logits = [Float](repeating: 0, count: k * padded)
    var valid = [UInt8](repeating: 0, count: padded)
    for column in 0..<width {
      let pixel = row * width + column
      valid[column] = isValid(pixel) ? 1 : 0
      for label in 0..<k { logits[label * padded + column] = logit(label, pixel) }
    }
    field.set(row: row, column: 0, count: width, logits: logits, stride: padded, valid: valid)
  }

  private static func choose(_ field: PottsField, _ row: Int, _ out: inout Outcome) {
    let padded = PlanarMatrix.padded(width)
    var labels = [Int32](repeating: -1, count: padded)
    var margins = [Float](repeating: -1, count: padded)
    field.choose(row: row, column: 0, count: padded, labels: &labels, margins: &margins)
    out.labels += labels.prefix(width)
    out.margins += margins.prefix(width)
  }

  static let settings = [
    PottsSettings(), PottsSettings(strength: 3, sweeps: 1, window: 3),
    PottsSettings(strength: 8, sweeps: 20, window: 3),
    PottsSettings(strength: 20, sweeps: 2, window: 7),
  ]

  @Test(arguments: settings)
  func labelsDependOnNeitherStripsNorThreads(_ settings: PottsSettings) throws {
    let whole = try Self.run(settings, rows: Self.height, threads: 1)
    for (rows, threads) in [(50, 3), (17, 1), (8, 2), (3, 3), (1, 1)] {
      #expect(try Self.run(settings, rows: rows, threads: threads) == whole, "\(rows) rows")
    }
  }

  /// The plain way, in Double, over the whole scene at once.
  private static func plain(_ settings: PottsSettings) -> [[Double]] {
    let pixels = width * height
    let logs = (0..<pixels).map { pixel in (0..<k).map { Double(logit($0, pixel)) } }
    var shares = logs.map(softmax)
    for _ in 0..<settings.sweeps {
      shares = (0..<pixels).map { pixel in
        let mean = meanOfNeighbours(pixel, shares, settings.radius)
        return softmax(zip(logs[pixel], mean).map { $0 + settings.strength * $1 })
      }
    }
    return shares
  }

  private static func softmax(_ logs: [Double]) -> [Double] {
    let top = logs.max() ?? 0
    let total = logs.reduce(0) { $0 + exp($1 - top) }
    return logs.map { exp($0 - top) / total }
  }

  private static func meanOfNeighbours(
    _ pixel: Int, _ shares: [[Double]], _ radius: Int
  ) -> [Double] {
    let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
    var sum = [Double](repeating: 0, count: k)
    var count = 0.0
    for y in max(0, row - radius)...min(height - 1, row + radius) {
      for x in max(0, column - radius)...min(width - 1, column + radius)
      where (y, x) != (row, column) && isValid(y * width + x) {
        count += 1
        for label in 0..<k { sum[label] += shares[y * width + x][label] }
      }
    }
    return sum.map { $0 / max(1, count) }
  }

  /// But for what bytes round away, which sweeps can blow up where two units
  /// are about as probable.
  @Test(arguments: settings.dropFirst())
  func equalsThePlainField(_ settings: PottsSettings) throws {
    let found = try Self.run(settings, rows: 9, threads: 2)
    let wanted = Self.plain(settings)
    let other = wanted.indices.count { pixel in
      guard Self.isValid(pixel) else { return false }
      let best = wanted[pixel].indices.max { wanted[pixel][$0] < wanted[pixel][$1] }
      return best != Int(found.labels[pixel])
    }
    #expect(other * 100 < wanted.count, "\(other) of \(wanted.count)")
  }

  /// Where neighbours have no data a pixel is left to itself.
  @Test func pixelsWithoutDataHaveNoSay() throws {
    func isAlone(_ pixel: Int) -> Bool {
      pixel / Self.width % 4 == 0 && pixel % Self.width % 4 == 0
    }
    let settings = PottsSettings(strength: 1000, sweeps: 5, window: 7)
    let found = try Self.run(settings, rows: 8, threads: 1, isValid: isAlone)
    let narrow = try Self.run(
      PottsSettings(strength: 1000, sweeps: 5, window: 3), rows: 8, threads: 1, isValid: isAlone)
    for pixel in 0..<Self.width * Self.height where isAlone(pixel) {
      let best = (0..<Self.k).max { Self.logit($0, pixel) < Self.logit($1, pixel) }
      #expect(narrow.labels[pixel] == Int32(best ?? 0))
    }
    #expect(found.labels != narrow.labels)
  }

  /// One pixel that is not very sure follows its surroundings; one whose code
  /// says more than the strength does not.
  @Test(arguments: [(6.0, 10.0, true), (6.0, 4.0, false)])
  func strengthIsWhatSureNeighboursAdd(
    _ own: Double, _ strength: Double, _ follows: Bool
  ) throws {
    let centre = 25 * Self.width + 40
    let found = try Self.run(
      PottsSettings(strength: strength, sweeps: 4, window: 3), rows: 50, threads: 1,
      logit: { label, pixel in
        label == (pixel == centre ? 1 : 0) ? Float(pixel == centre ? own : 14) : 0
      }, isValid: { _ in true })
    #expect((found.labels[centre] == 0) == follows)
    #expect(found.labels.indices.allSatisfy { $0 == centre || found.labels[$0] == 0 })
  }
}

import Foundation
import Kernels
import Testing

/// The majority filter against scipy.ndimage, see make_majority.py.
@Suite struct MajorityTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var width: Int
    var height: Int
    var window: Int
    var labels: Int
    var image: [UInt8]
    var smallest: [UInt8]
    var centre: [UInt8]

    var testDescription: String { "\(width)x\(height), window \(window), \(labels) labels" }

    /// The image's row at `y` with mirrored borders of half a window.
    func padded(_ y: Int) -> [UInt8] {
      let halo = window / 2
      let row = Self.mirrored(y, height) * width
      return (-halo..<width + halo).map { image[row + Self.mirrored($0, width)] }
    }

    static func mirrored(_ index: Int, _ count: Int) -> Int {
      let folded = ((index % (2 * count)) + 2 * count) % (2 * count)
      return min(folded, 2 * count - 1 - folded)
    }

    func filtered(keepCentre: Bool) -> [UInt8] {
      (0..<height).flatMap { y in
        let rows = (y - window / 2...y + window / 2).map(padded)
        return MajorityTests.majorityRow(
          rows, width: width, labels: labels, keepCentre: keepCentre)
      }
    }
  }

  static func cases() throws -> [Case] {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let data = try Data(contentsOf: folder.appendingPathComponent("majority.json"))
    return try JSONDecoder().decode([Case].self, from: data)
  }

  @Test(arguments: try cases()) func equalsSciPy(_ item: Case) {
    #expect(item.filtered(keepCentre: false) == item.smallest)
    #expect(item.filtered(keepCentre: true) == item.centre)
  }

  /// 225 equal votes fit their counter.
  @Test func theWidestWindowFull() {
    let rows = [[UInt8]](repeating: Array(repeating: 255, count: 30), count: 15)
    let out = Self.majorityRow(rows, width: 16, labels: 255, keepCentre: false)
    #expect(out == Array(repeating: 255, count: 16))
  }

  /// One row of labels out of a window of padded rows.
  static func majorityRow(
    _ rows: [[UInt8]], width: Int, labels: Int, keepCentre: Bool
  ) -> [UInt8] {
    var out = [UInt8](repeating: 77, count: width)
    var scratch = [UInt8](repeating: 77, count: width + rows.count - 1 + 2 * width)
    let all = rows.flatMap { $0 }
    all.withUnsafeBufferPointer { values in
      let pointers: [UnsafePointer<UInt8>?] = rows.indices.map {
        values.firstAddress + $0 * (width + rows.count - 1)
      }
      Planar.majorityRow(
        width: width, window: rows.count, labels: labels, keepCentre: keepCentre, rows: pointers,
        out: &out, scratch: &scratch)
    }
    return out
  }
}

import Foundation
import Kernels
import Testing

@testable import Groups

/// What is drawn from tables that go by in blocks.
@Suite struct ObjectWalkTests {
  @Test func aSampleIsThatOfTheRowsWhateverTheBlocks() {
    let values = (0..<1000).map { Float($0) }
    var whole = RowSample(limit: 50, width: 1, seed: 4)
    for row in 0..<1000 { whole.add(row, values[row..<row + 1]) }
    let (rows, matrix) = whole.finish()
    #expect(rows.count == 50 && rows == rows.sorted())
    #expect(rows.enumerated().allSatisfy { matrix[0, $0.offset] == Float($0.element) })
    // The smallest hashes, whatever else there was.
    let random = CounterRandom(seed: 4, stream: 0x726f_7773)
    let plain = (0..<1000).sorted { random.bits(UInt64($0)) < random.bits(UInt64($1)) }.prefix(50)
    #expect(rows == plain.sorted())
    #expect(abs(Double(rows.reduce(0, +)) / 50 - 500) < 150)
  }

  @Test func hintsFollowTheMeasurements() {
    func name(_ g: Double?, _ m: Double?, _ n: Double?, _ a: Double? = nil) -> String? {
      ClassHint.suggest(gini: g, m20: m, sersic: n, asymmetry: a)?.name
    }
    #expect(name(0.60, -2.3, 4) == "SPH")
    #expect(name(0.60, -2.3, 1.4) == "ETD")
    #expect(name(0.45, -1.6, 1) == "LTD")
    #expect(name(0.58, -0.9, 1) == "IRR")
    #expect(name(0.45, -1.6, 1, 0.5) == "IRR")
    #expect(
      name(nil, nil, 4) == "SPH" && name(nil, nil, 2.4) == "ETD" && name(nil, nil, 1) == "LTD")
    #expect(name(0.45, -1.6, nil) == "LTD" && name(0.62, -2.4, -99) == "SPH")
    #expect(name(0.5, nil, nil) == nil && name(-99, -99, .nan) == nil)
    #expect(
      ClassHint.suggest(gini: 0.45, m20: -1.6, sersic: 1)?.reason
        == "n 1.0, Gini 0.45, M20 -1.60")
    #expect(GroupHints.columns(among: ["a", "gini", "m20", "A"]) == ["gini", "m20", "A"])
    #expect(GroupHints.columns(among: ["G", "C", "A"]) == [])
  }
}

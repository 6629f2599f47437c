import Foundation
import Kernels
import TestSupport
import Testing

@testable import Mapping

/// Tables that are read by blocks, and what is drawn from them.
@Suite struct ObjectWalkTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func records(_ text: String) throws -> [[String]] {
    let path = try folder.write(text, to: "t.csv")
    let rows = try CSVRows(path: path, typed: "t.csv")
    var out: [[String]] = []
    while try rows.next() { out.append((0..<rows.count).map(rows.text)) }
    return out
  }

  @Test func fieldsAreThoseOfTheStandard() throws {
    #expect(
      try records("a,b\n1,2\r\n\n3,4\r5,6") == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]])
    #expect(
      try records("\"a,\"\"b\"\"\",\"c\nd\"\nx,\n,\n") == [
        ["a,\"b\"", "c\nd"], ["x", ""], ["", ""],
      ])
    #expect(try records("\u{feff}id,é\n") == [["id", "é"]])
    #expect(try records("a\"b,c") == [["a\"b", "c"]])
    #expect(try records("a,") == [["a", ""]])
    #expect(try records("").isEmpty)
    for bad in ["\"a\"b,c\n", "a,\"b\n"] {
      #expect(throws: (any Error).self) { try records(bad) }
    }
  }

  /// Records that lie across the pieces in which a file is read.
  @Test func pieceBordersChangeNothing() throws {
    let long = String(repeating: "x", count: 7001)
    let expected = (0..<900).map { row in
      ["\(row)", row % 3 == 0 ? "\(long)\"\n,\(row)" : "y\(row)"]
    }
    let text = expected.map { row in
      row[0] + ",\"" + row[1].replacingOccurrences(of: "\"", with: "\"\"") + "\"\r\n"
    }.joined()
    #expect(text.utf8.count > 2 << 20)
    #expect(try records(text) == expected)
  }

  @Test(arguments: [
    "0", "-0", "1", "+1.5", "-12.75e3", " 7 ", ".5", "5.", "1e-7", "3E+4", "123456789012345",
    "0.000001234", "1e22", "9.999999e-22", "0.1", "16777217", "1e-45",
  ])
  func numbersAreThoseOfTheLibrary(_ text: String) throws {
    let bytes = Array("x\(text)y".utf8)
    let fast = bytes.withUnsafeBufferPointer { DecimalText.number($0, 1..<bytes.count - 1) }
    if let fast { #expect(fast == Float(text.trimmingCharacters(in: .whitespaces))) }
  }

  @Test(arguments: [
    "", " ", "-", "e5", "1e", "1e5x", "0x10", "nan", "1,5", "1.2.3", "--1", "12 3", ".",
  ])
  func otherTextsAreNoDecimals(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBufferPointer { DecimalText.number($0, 0..<bytes.count) } == nil)
  }

  @Test func randomNumbersAreReadRight() {
    var random = RandomSequence(seed: 12)
    for _ in 0..<5000 {
      let value = Float(random.normal() * pow(10, Double(random.index(below: 20)) - 10))
      let text = Array("\(value)".utf8)
      let fast = text.withUnsafeBufferPointer { DecimalText.number($0, 0..<text.count) }
      #expect(fast == nil || fast == value)
    }
  }

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

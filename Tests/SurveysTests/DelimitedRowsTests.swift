import Foundation
import Kernels
import Rasters
import TestSupport
import Testing

@testable import Surveys

/// Delimited text, record by record, and the numbers in it.
@Suite struct DelimitedRowsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let catalogue = DelimitedLayout(separator: .sign(59), hash: .comment)

  private func records(
    _ text: String, _ layout: DelimitedLayout = .commas
  ) throws -> [[String]] {
    let path = try folder.write(text, to: "t.csv")
    let rows = try DelimitedRows(path: path, typed: "t.csv", layout: layout)
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

  /// Blanks may follow a quoted field; a # is a comment in catalogues only.
  @Test func dialectsDiffer() throws {
    #expect(try records("\"a\"  ,b\n") == [["a", "b"]])
    let text = "# %ECSV\r\n#\n\na;\"b,c;d\"\n# x\n1;2\n#"
    #expect(try records(text, Self.catalogue) == [["a", "b,c;d"], ["1", "2"]])
    #expect(try records("#id,x\n#1,2\n") == [["#id", "x"], ["#1", "2"]])
    #expect(try records("# nothing", Self.catalogue).isEmpty)
    let long = "#" + String(repeating: "c", count: 3 << 20) + "\n"
    #expect(
      try records(long + "a;b\n" + long + "1;2\n", Self.catalogue) == [["a", "b"], ["1", "2"]])
  }

  /// Blanks and tabs separate as often as they come, and end no record.
  @Test func blanksSeparate() throws {
    let layout = DelimitedLayout(separator: .blanks, hash: .comment)
    #expect(
      try records("  a  b\tc \n\n # x\n1 \"x y\" \"\"\r\n   \n 2 3 4", layout)
        == [["a", "b", "c"], ["1", "x y", ""], ["2", "3", "4"]])
    #expect(throws: (any Error).self) { try records("1 \"x\"y 2\n", layout) }
  }

  /// A line that begins with # is a row where it has as many fields as there
  /// are columns, one of the later ones a number, and no blank behind the #.
  @Test func hashesThatFitAreRecords() throws {
    let layout = DelimitedLayout(separator: .sign(44), hash: .fitting(3))
    let text = "#1,2,3\n# 1,2,3\n##1,2,3\n#a,b,c\n#1,2\n\"#x\",1,2\n4,5,6\n#\n#7,8,"
    let path = try folder.write(text, to: "t.csv")
    let rows = try DelimitedRows(path: path, typed: "t.csv", layout: layout)
    var first: [String] = []
    while try rows.next() { first.append(rows.text(0)) }
    #expect(first == ["#1", "#x", "4", "#7"] && rows.hashes == (2, 5))
    #expect(rows.hashNotes.count == 2)
  }

  /// Lines are counted with comments and line breaks in fields.
  @Test func linesAreThoseOfTheFile() throws {
    let path = try folder.write("# c\na,b\n\"1\n2\",3\n# c\n4,5\n", to: "t.csv")
    let rows = try DelimitedRows(
      path: path, typed: "t.csv", layout: DelimitedLayout(separator: .sign(44), hash: .comment))
    var lines: [Int] = []
    while try rows.next() { lines.append(rows.line) }
    #expect(lines == [2, 3, 6])
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

  private func decimal(_ text: String) -> Float? {
    let bytes = Array("x\(text)y".utf8)
    return bytes.withUnsafeBufferPointer { DecimalText.number($0, 1..<bytes.count - 1) }
  }

  @Test(arguments: [
    "0", "-0", "1", "+1.5", "-12.75e3", " 7 ", ".5", "5.", "1e-7", "3E+4", "123456789012345",
    "0.000001234", "1e22", "0.1", "16777217",
  ])
  func numbersAreThoseOfTheLibrary(_ text: String) throws {
    let library = try #require(Float(text.trimmingCharacters(in: .whitespaces)))
    #expect(decimal(text)?.bitPattern == library.bitPattern)
  }

  /// Where arithmetic is not exact, the library must read the number.
  @Test(arguments: ["9.999999e-22", "1e-45", "1e23", "1234567890123456"])
  func numbersPastExactArithmeticAreLeft(_ text: String) {
    #expect(decimal(text) == nil)
  }

  @Test(arguments: [
    "", " ", "-", "e5", "1e", "1e5x", "0x10", "nan", "1,5", "1.2.3", "--1", "12 3", ".",
  ])
  func otherTextsAreNoDecimals(_ text: String) {
    #expect(decimal(text) == nil)
  }

  @Test func randomNumbersAreReadRight() {
    var random = RandomSequence(seed: 12)
    for _ in 0..<5000 {
      let value = Float(random.normal() * pow(10, Double(random.index(below: 20)) - 10))
      // Nine digits and this exponent stay within exact arithmetic.
      guard abs(value) > 1e-12 || value == 0 else { continue }
      #expect(decimal("\(value)") == value)
    }
  }
}

import Foundation
import Kernels
import Rasters
import TestSupport
import Testing

@testable import Groups

/// Tables of features as people have them.
@Suite struct CSVTableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(
    _ text: String, id: String? = nil, _ chosen: [String]? = nil
  ) throws -> (table: CSVTable, ids: [String], values: [[Float]]) {
    let path = try folder.write(text, to: "t.csv")
    let table = try CSVTable(path: path, identifier: id, features: chosen)
    var (ids, values) = ([String](), [[Float]]())
    // Twice, as a fit does.
    for _ in 0..<2 {
      (ids, values) = ([], [])
      try table.forEach({}) { block in
        ids += block.ids
        values += (0..<block.count).map { Array(block.values(of: $0)) }
      }
    }
    return (table, ids, values)
  }

  private func isSame(_ a: [[Float]], _ b: [[Float]]) -> Bool {
    a.count == b.count
      && zip(a.joined(), b.joined()).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  static let same: [(String, String)] = [
    ("commas", "id,a,b\nx,0.5,2\n#y,1.5,\n"),
    ("semicolons and decimal commas", "id;a;b\nx;0,5;2\n#y;1,5;\n"),
    ("tabs, CRLF, BOM", "\u{feff}id\ta\tb\r\nx\t0.5\t2\r\n#y\t1.5\tNaN\r\n"),
    ("quotes", "\"id\",\"a\",\"b\"\n\"x\",\"0,5\",\"2\"\n\"#y\",\"1,5\",\"--\"\n"),
    ("ECSV", "# %ECSV 1.0\n# ---\nid a b\nx 0.5 2\n#y 1.5 \"\"\n"),
  ]

  @Test(arguments: same) func formsGiveTheSame(_ name: String, _ text: String) throws {
    let (table, ids, values) = try read(text)
    #expect(table.features == ["a", "b"] && ids == ["x", "#y"], "\(name)")
    #expect(isSame(values, [[0.5, 2], [1.5, .nan]]), "\(name)")
  }

  @Test func rowsWithoutNamesAreRows() throws {
    let (table, ids, values) = try read("0.5,2\n1.5,3\n")
    #expect(table.features == ["col1", "col2"] && ids == ["1", "2"])
    #expect(values == [[0.5, 2], [1.5, 3]] && table.notes.count == 1)
  }

  /// What pandas writes first are numbers of rows.
  @Test func unnamedFirstColumnsIdentify() throws {
    let (table, ids, values) = try read(",0,1\n7,0.5,2\n8,1.5,3\n")
    #expect(
      table.features == ["0", "1"] && ids == ["7", "8"] && values == [[0.5, 2], [1.5, 3]])
    #expect(table.notes.contains { $0.contains("numbers of rows") })
    #expect(try read("Unnamed: 0,a\n7,1\n").ids == ["7"])
    let last = try read("id,a,\nx,1,\n")
    #expect(last.table.features == ["a"] && last.values == [[1]])
    #expect(last.table.notes.contains { $0.contains("without a name are passed over: 1") })
  }

  /// statmorph's -99 is no value where it can be none, and a value elsewhere,
  /// which is said where it lies far from the others.
  @Test func minus99() throws {
    let (table, _, values) = try read(
      "id,gini,M20,mag,depth\n1,0.5,-1.8,18,-90\n2,-99,-99.0,-99,-99\n3,0.6,-99.5,19,90\n")
    #expect(
      isSame(values, [[0.5, -1.8, 18, -90], [.nan, .nan, -99, -99], [0.6, -99.5, 19, 90]]))
    #expect(table.notes.count == 2)
    #expect(
      table.notes[0].contains("-99 stands for no value") && table.notes[0].contains("2 times"))
    #expect(table.notes[1].contains("column 'mag'") && table.notes[1].contains("1 rows"))
  }

  @Test func infiniteValuesAreNotMissing() throws {
    let (table, _, _) = try read("id,a\n1,inf\n2,1e39\n3,nan\n4,\n5,1\n")
    var problems: [String?] = []
    try table.forEach({}) { block in problems = (0..<block.count).map { block.problem($0) } }
    #expect(
      problems == ["infinite value", "infinite value", "missing value", "missing value", nil])
  }

  static let broken: [(String, String)] = [
    ("id,a,a\nx,1,2\n", "two columns"), ("id;a\nx;0,5\ny;0.5\n", "decimal comma and with a point"),
    ("id,a\nx,1.2.3\n", "no number"), ("id;a\nx;1.234,5\n", "no number"),
  ]

  @Test(arguments: broken) func whatIsAmbiguousIsRefused(_ text: String, _ says: String) {
    #expect { try read(text) } throws: { "\($0)".contains(says) }
  }

  @Test func aNameThatIsDoubledIsNotChosen() throws {
    #expect { try read("id,a,a\nx,1,2\n", ["a"]) } throws: { "\($0)".contains("are called 'a'") }
    #expect(try read("id,a,b,b\nx,1,2,3\n", ["a"]).values == [[1]])
  }

  @Test func farValuesAreSaid() {
    var matrix = PlanarMatrix(features: 2, count: 100)
    for place in 0..<100 {
      matrix[0, place] = place == 7 ? 1e30 : Float(place) / 100
      matrix[1, place] = Float(place)
    }
    let notes = FarValues.notes(of: matrix, names: ["a", "b"])
    #expect(
      notes.count == 1 && notes[0].contains("'a' holds 1e+30") && notes[0].contains("1 of 100"))
  }
}

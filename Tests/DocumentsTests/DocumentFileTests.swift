import Foundation
import Rasters
import TestSupport
import Testing

@testable import Documents

/// Files as they lie on the disk, and errors in words.
@Suite struct DocumentFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aMarkOfOrderAndWindowsLineEndsAreNoMatter() throws {
    let path = try folder.write("\u{feff}a: 1\r\nb: x\r\n", to: "a.yaml")
    let values = try YAMLDocument.read(path).mapping("the file", known: ["a", "b"])
    #expect(values["a"]?.plainInteger == 1)
    #expect(try values["b"]?.string("b") == "x")
    #expect(values["b"]?.error("x").description == "\(path):2:4: x")
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let missing = folder.file("none.yaml")
    #expect(throws: Failure.usage("'\(missing)' cannot be read")) {
      try YAMLDocument.read(missing)
    }
    #expect(throws: Failure.usage("'\(folder.path)' cannot be read")) {
      try YAMLDocument.read(folder.path)
    }
    let latin = folder.file("latin.yaml")
    try Data([0x61, 0x3A, 0x20, 0xE9]).write(to: URL(fileURLWithPath: latin))
    #expect(throws: Failure.usage("'\(latin)' is not UTF-8 text")) { try YAMLDocument.read(latin) }
  }

  /// A large file is refused before it is read.
  @Test func aLargeFileIsNotRead() throws {
    let path = folder.file("sparse.yaml")
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    #expect(truncate(path, 1 << 40) == 0)
    let error = try #require(throws: DocumentError.self) { try YAMLDocument.read(path) }
    #expect(error.description.hasPrefix("\(path): 1099511627776 bytes is too large"))
  }

  @Test func anErrorIsOneLine() {
    var error = DocumentError(file: "s.yaml", line: 3, column: 9, message: "one\ntwo\u{1b}[2J")
    #expect(error.description == "s.yaml:3:9: one\\u{a}two\\u{1b}[2J")
    error.line = 0
    #expect(error.description == "s.yaml: one\\u{a}two\\u{1b}[2J")
  }
}

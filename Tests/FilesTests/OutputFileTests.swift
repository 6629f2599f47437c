import Foundation
import Rasters
import TestSupport
import Testing

@testable import Files

/// A file has its name when it is whole, and not before.
@Suite struct OutputFileTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("table.csv")
  }

  private var isHidden: Bool {
    let names = Files.names(in: folder.path).filter { $0 != "table.csv" }
    return names.count == 1 && names[0].hasPrefix(".table.csv.tmp-\(getpid())-")
  }

  @Test func theNameComesLast() throws {
    try folder.write("old", to: "table.csv")
    let file = try OutputFile(path)
    try file.write("a,b\n")
    try file.write([UInt8](repeating: 0x37, count: 1 << 17))
    #expect(isHidden)
    #expect(try Files.text(path) == "old")
    try file.finish { written in
      let (count, before) = (try Files.bytes(written).count, try Files.text(path))
      #expect(count == 4 + 1 << 17 && before == "old")
    }
    #expect(Files.names(in: folder.path) == ["table.csv"])
    #expect(try Files.bytes(path) == Data("a,b\n".utf8) + Data(repeating: 0x37, count: 1 << 17))
  }

  /// Pieces about the size that is handed to the system together.
  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000]) func piecesAddUp(_ length: Int) throws {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    for piece in [1000, 65_535, 65_536, 300_000] {
      let file = try OutputFile(path)
      for start in stride(from: 0, to: length, by: piece) {
        try file.write(Array(bytes[start..<min(start + piece, length)]))
      }
      try file.finish()
      #expect(try Files.bytes(path) == Data(bytes), "pieces of \(piece)")
    }
  }

  @Test func whatIsDroppedLeavesNothing() throws {
    try folder.write("old", to: "table.csv")
    do {
      let file = try OutputFile(path)
      try file.write([UInt8](repeating: 1, count: 1 << 17))
      #expect(isHidden)
    }
    #expect(Files.names(in: folder.path) == ["table.csv"])
    #expect(try Files.text(path) == "old")
  }

  /// A file that does not hold up does not get the name.
  @Test func aFailedCheckLeavesNothing() throws {
    try folder.write("old", to: "table.csv")
    do {
      let file = try OutputFile(path)
      try file.write("new")
      #expect(throws: Failure("no")) { try file.finish { _ in throw Failure("no") } }
    }
    #expect(Files.names(in: folder.path) == ["table.csv"])
    #expect(try Files.text(path) == "old")
  }

  /// Something else wrote to the temporary file meanwhile.
  @Test func aFileOfAnotherLengthIsRefused() throws {
    do {
      let file = try OutputFile(path)
      try file.write("new")
      let hidden = try #require(Files.names(in: folder.path).first)
      #expect(truncate(folder.file(hidden), 9) == 0)
      #expect(throws: Failure("'\(path)' does not hold what was written to it")) {
        try file.finish()
      }
    }
    #expect(Files.names(in: folder.path).isEmpty)
  }

  @Test func twoWritersOfOneNameDoNotMix() throws {
    let (a, b) = (try OutputFile(path), try OutputFile(path))
    for _ in 0..<100 {
      try a.write([UInt8](repeating: 0x61, count: 1500))
      try b.write([UInt8](repeating: 0x62, count: 1500))
    }
    try b.finish()
    #expect(try Set(Files.bytes(path)) == [0x62])
    try a.finish()
    #expect(try Set(Files.bytes(path)) == [0x61])
    #expect(try Files.bytes(path).count == 150_000)
  }

  @Test func aFolderThatIsNotThereIsSaid() throws {
    let missing = folder.file("none/table.csv")
    #expect(throws: Failure("cannot write '\(missing)': No such file or directory")) {
      try OutputFile(missing)
    }
  }

  /// A link is replaced; what it leads to stays.
  @Test func linksAreReplaced() throws {
    let other = try folder.write("other", to: "other")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other)
    try TemporaryName.write("new", to: path)
    #expect(try Files.text(other) == "other")
    #expect(try Files.text(path) == "new")
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil)
  }
}

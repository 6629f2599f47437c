import Files
import Foundation
import Rasters
import TestSupport
import Testing

@Suite struct ScratchFileTests {
  @Test func keepsWhatIsWrittenAndIsZeroElsewhere() throws {
    let folder = try TemporaryFolder()
    let file = try ScratchFile(byteCount: 64, in: folder.path)
    try [UInt8](1...8).withUnsafeBytes { try file.write($0, at: 16) }
    var read = [UInt8](repeating: 9, count: 64)
    try read.withUnsafeMutableBytes { try file.read($0, at: 0) }
    #expect(read == [UInt8](repeating: 0, count: 16) + (1...8) + [UInt8](repeating: 0, count: 40))
  }

  /// Whoever is interrupted leaves nothing: there never is a name.
  @Test func hasNoName() throws {
    let folder = try TemporaryFolder()
    let file = try ScratchFile(byteCount: 64, in: folder.path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    try file.reserve(bytes: 1 << 16)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func troubleIsOneLine() throws {
    #expect(throws: Failure("cannot write to '/no/such': No such file or directory")) {
      try ScratchFile(in: "/no/such")
    }
    let folder = try TemporaryFolder()
    #expect(
      throws: Failure(
        "no room for a temporary file of \(1 << 62) bytes in '\(folder.path)': File too large")
    ) { try ScratchFile(byteCount: 1 << 62, in: folder.path) }
    let file = try ScratchFile(byteCount: 8, in: folder.path)
    var beyond = [UInt8](repeating: 0, count: 9)
    #expect(throws: Failure("a temporary file in '\(folder.path)' failed: unexpected end")) {
      try beyond.withUnsafeMutableBytes { try file.read($0, at: 0) }
    }
  }
}

import Foundation
import TestSupport
import Testing

/// Many jobs in one process, through the library; `make soak` does hundreds.
@Suite struct SoakTests {
  @Test func whatAProcessHoldsDoesNotGrow() throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltCommand.shell(
      "\"$(dirname \"$FACIES\")\"/soak 56 '\(folder.file("soak"))'", in: folder.path)
    let report = try Results.object(outcome.output)
    #expect(report["wrong"] as? [String] == [], "\(outcome.errors)")
    #expect(report["done"] as? Int == 36 && report["failed"] as? Int == 20)
    let settled = try #require(report["settledFrom"] as? [String: Int])
    let last = try #require(report["last"] as? [String: Int])
    #expect(last["descriptors"] == settled["descriptors"])
    // Threads that take part for the first time keep a megabyte each; over 322 jobs it is 374 bytes
    // for each. A block of pixels that every job forgets is more.
    #expect((report["heapBytesPerJob"] as? Double ?? .infinity) < 256 * 1024)
  }
}

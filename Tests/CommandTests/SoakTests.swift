import Foundation
import TestSupport
import Testing

/// Many jobs in one process, through the library; `make soak` does hundreds.
@Suite struct SoakTests {
  @Test func whatAProcessHoldsDoesNotGrow() throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltCommand.shell(
      "\"$(dirname \"$FACIES\")\"/soak 84 '\(folder.file("soak"))'", in: folder.path)
    let report = try Results.object(outcome.output)
    #expect(report["wrong"] as? [String] == [], "\(outcome.errors)")
    #expect(report["done"] as? Int == 54 && report["failed"] as? Int == 30)
    let settled = try #require(report["settledFrom"] as? [String: Int])
    let last = try #require(report["last"] as? [String: Int])
    #expect(last["descriptors"] == settled["descriptors"])
    // A block of pixels that is forgotten is more; caches fill by less.
    #expect((report["heapBytesPerJob"] as? Double ?? .infinity) < 64 * 1024)
  }
}

import Rasters
import TestSupport
import Testing

@testable import Files

/// A file that was written begins and ends as it must.
@Suite struct FileEndsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ("<svg>…</svg>\n", true), ("<svg></svg>\n", true), ("<svg>", false), ("</svg>\n", false),
    ("<svg>…</svg>", false), ("<svg>…</svg>\n\n", false), (" <svg>…</svg>\n", false), ("", false),
    ("<sv", false),
  ])
  func isWhole(_ text: String, _ isWhole: Bool) throws {
    let path = try folder.write(text, to: ".hidden")
    let check = { try FileEnds.check(path, begins: "<svg>", ends: "</svg>\n", named: "a.svg") }
    guard !isWhole else { return try check() }
    #expect(throws: Failure("'a.svg' does not hold what was written to it")) { try check() }
  }

  @Test func aFileThatIsGoneIsSaidByItsName() {
    let gone = folder.file("gone")
    #expect(throws: Failure("cannot reopen 'a.svg': No such file or directory")) {
      try FileEnds.check(gone, begins: "", ends: "", named: "a.svg")
    }
  }
}

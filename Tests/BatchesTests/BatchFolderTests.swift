import Foundation
import Rasters
import TestSupport
import Testing

@testable import Batches

/// A folder in which a batch may begin.
@Suite struct BatchFolderTests {
  @Test(arguments: ["report.html", "batch.csv"]) func reportsOfOthersStay(_ name: String) throws {
    let folder = try TemporaryFolder()
    let batch = try BatchFolder(folder.path)
    try batch.checkNew(but: BatchStore.fileName)
    try folder.write("of a run", to: name)
    let error = try #require(throws: Failure.self) { try batch.checkNew(but: BatchStore.fileName) }
    #expect(error.description.contains("\(name)' is of something else"))
    #expect(error.code == .exists && error.exitCode == 2)
    try folder.write("", to: "batch.sqlite")
    try batch.checkNew(but: BatchStore.fileName)
  }
}

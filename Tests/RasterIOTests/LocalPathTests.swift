import Foundation
import TestSupport
import Testing

@testable import RasterIO

/// What inputs are called after.
@Suite struct LocalPathTests {
  @Test(arguments: [
    ("scene/B2.TIF", "B2"), ("scene", "scene"), ("scene/", "scene"), ("scene/.", "scene"),
    ("scene/inner/..", "scene"), ("scene/.hidden", ".hidden"),
  ]) func namesComeFromTheLastPart(_ path: String, _ stem: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.folder("scene/inner")
    for file in ["scene/B2.TIF", "scene/.hidden"] { try folder.write("", to: file) }
    #expect(try LocalPath(folder.file(path)).stem == stem)
  }
}

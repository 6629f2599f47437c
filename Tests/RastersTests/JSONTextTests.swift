import Foundation
import Testing

@testable import Rasters

/// The one way in which values become JSON.
@Suite struct JSONTextTests {
  private struct Value: Encodable {
    var zeta = "a/b"
    var alpha = Double.infinity
  }

  @Test func keysAreSortedAndSlashesStand() throws {
    #expect(try JSONText.line(["b": "x/y", "a": "é"]) == #"{"a":"é","b":"x/y"}"#)
    let pretty = String(decoding: try JSONText.data(["b": 1, "a": 2]), as: UTF8.self)
    #expect(pretty == "{\n  \"a\" : 2,\n  \"b\" : 1\n}")
  }

  @Test func infinitiesAreNamedOrRefused() throws {
    #expect(
      try JSONText.line(Value(), namesInfinities: true) == #"{"alpha":"inf","zeta":"a/b"}"#)
    #expect(throws: EncodingError.self) { try JSONText.line(Value()) }
  }
}

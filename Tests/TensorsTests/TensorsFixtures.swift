import Foundation
import Testing

/// What the scripts in Fixtures wrote.
enum TensorsFixtures {
  static func url(_ name: String) throws -> URL {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return folder.appendingPathComponent(name)
  }
}

package import Foundation
import Testing

/// Reference values that a script beside them wrote.
package enum JSONFixture {
  package static func url(_ name: String, in bundle: Bundle) throws -> URL {
    let folder = try #require(bundle.url(forResource: "Fixtures", withExtension: nil))
    return folder.appendingPathComponent(name)
  }

  /// - Parameters:
  ///   - name: of a file in the folder Fixtures.
  ///   - bundle: of the tests that own it: `.module`.
  package static func decode<T: Decodable>(
    _ name: String, _ type: T.Type = T.self, in bundle: Bundle
  ) throws -> T {
    try JSONDecoder().decode(type, from: Data(contentsOf: url(name, in: bundle)))
  }
}

/// Whether two numbers agree to `tolerance` of their size, or neither is there.
package func agree(_ a: Double?, _ b: Double?, tolerance: Double = 1e-10) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  return abs(a - b) <= tolerance * max(1, abs(a), abs(b))
}

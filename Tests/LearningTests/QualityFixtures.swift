import Foundation
import Testing

/// What `make_quality.py` wrote.
enum QualityFixtures {
  static func url(_ name: String) throws -> URL {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return folder.appendingPathComponent(name)
  }

  static func decode<T: Decodable>(_ name: String, _ type: T.Type = T.self) throws -> T {
    try JSONDecoder().decode(type, from: Data(contentsOf: url(name)))
  }
}

/// Whether two numbers agree to `tolerance` of their size, or neither is there.
func agree(_ a: Double?, _ b: Double?, tolerance: Double = 1e-10) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  return abs(a - b) <= tolerance * max(1, abs(a), abs(b))
}

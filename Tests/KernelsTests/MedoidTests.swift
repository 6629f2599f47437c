import Foundation
import Testing

@testable import Kernels

/// Medoids of four published tables, in a k-medoids of the test's own, against the golden ones.
@Suite struct MedoidTests {
  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let k: Int
    let rows: [String]
    let medoids: [Int]
    let cost: Double

    var testDescription: String { name }

    /// Numbers, or a letter for every sixteenth.
    var samples: PlanarMatrix {
      let values = rows.map { row -> [Float] in
        row.contains(" ")
          ? row.split(separator: " ").compactMap { Float($0) }
          : row.utf8.map { Float($0 - 97) / 16 }
      }
      var out = PlanarMatrix(features: values.first?.count ?? 0, count: values.count)
      for (index, row) in values.enumerated() {
        for (feature, value) in row.enumerated() { out[feature, index] = value }
      }
      return out
    }
  }

  static func cases() throws -> [Case] {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let data = try Data(contentsOf: folder.appendingPathComponent("medoids.json"))
    return try JSONDecoder().decode([Case].self, from: data)
  }

  /// Squared distances of all samples from one.
  private static func squares(_ samples: [[Float]], from place: Int) -> [Float] {
    samples.map { zip($0, samples[place]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
  }

  private static func labels(_ samples: [[Float]], _ medoids: [Int]) -> ([Int], cost: Double) {
    let far = medoids.map { squares(samples, from: $0) }
    var cost = 0.0
    let labels = samples.indices.map { index -> Int in
      let best = medoids.indices.min { far[$0][index] < far[$1][index] } ?? 0
      cost += Double(far[best][index]).squareRoot()
      return best
    }
    return (labels, cost)
  }

  /// The longest sample, then the one farthest from its nearest medoid (Katsavounidis, Kuo and
  /// Zhang, IEEE Signal Processing Letters 1, 1994).
  private static func start(_ samples: [[Float]], _ k: Int) -> [Int] {
    let lengths = samples.map { $0.reduce(0) { $0 + $1 * $1 } }
    var chosen = [samples.indices.max { lengths[$0] < lengths[$1] } ?? 0]
    var near = squares(samples, from: chosen[0])
    while chosen.count < k {
      chosen.append(near.indices.max { near[$0] < near[$1] } ?? 0)
      near = zip(near, squares(samples, from: chosen[chosen.count - 1])).map { min($0, $1) }
    }
    return chosen
  }

  @Test(arguments: try cases()) func equalsTheGoldenMedoids(_ item: Case) throws {
    let matrix = item.samples
    let samples = (0..<matrix.count).map { matrix.sample($0) }
    var medoids = Self.start(samples, item.k)
    for _ in 0..<100 {
      let labels = Self.labels(samples, medoids).0
      let next = try medoids.indices.map { group in
        let own = labels.indices.filter { labels[$0] == group }
        return own[try #require(Medoid.index(of: matrix.gathering(own)))]
      }
      guard next != medoids else { break }
      medoids = next
    }
    #expect(medoids.sorted() == item.medoids)
    #expect(abs(Self.labels(samples, medoids).cost - item.cost) < 1e-4 * item.cost)
  }

  /// 17 samples do not fill their vectors.
  @Test func sumsAreThoseOfPlainDistances() {
    let rows = (0..<3).map { row in (0..<17).map { Float(($0 * 7 + row * 5) % 11) } }
    let sums = Medoid.distanceSums(PlanarMatrix(rows: rows))
    for i in 0..<17 {
      let plain = (0..<17).reduce(0.0) { sum, j in
        sum + Double(rows.reduce(Float(0)) { $0 + ($1[i] - $1[j]) * ($1[i] - $1[j]) }).squareRoot()
      }
      #expect(abs(sums[i] - plain) < 1e-4)
    }
    #expect(Medoid.index(of: PlanarMatrix(features: 3, count: 0)) == nil)
    #expect(Medoid.index(of: PlanarMatrix(rows: [[4, 4, 4]])) == 0)
  }
}

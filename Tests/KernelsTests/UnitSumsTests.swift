import Kernels
import Testing

@Suite struct UnitSumsTests {
  /// Against sums in Double, with labels that count nowhere.
  @Test(arguments: [(1, 1, 1), (3, 2, 15), (4, 4, 17), (9, 7, 300), (255, 3, 600)])
  func equalsTheDefinition(_ units: Int, _ features: Int, _ count: Int) {
    let stride = (count + 15) / 16 * 16 + 16
    let x = RandomPlanes.normal(features, stride, offset: 3)
    let centre = (0..<features).map { Float($0) + 2.5 }
    var random = RandomSequence(seed: 8)
    let labels = (0..<count).map { _ in UInt8(min(255, random.index(below: units + 2))) }
    var counts = [Double](repeating: 5, count: units)
    var sums = [Double](repeating: 0.5, count: units * features)
    var squares = sums
    Planar.unitSums(
      units: units, features: features, count: count, labels: labels, x: x, xStride: stride,
      centre: centre, counts: &counts, sums: &sums, squares: &squares)
    for unit in 1...units {
      let members = labels.indices.filter { labels[$0] == unit }
      #expect(counts[unit - 1] == 5 + Double(members.count))
      for feature in 0..<features {
        let values = members.map {
          RandomPlanes.at(x, stride, feature, $0) - Double(centre[feature])
        }
        let slot = (unit - 1) * features + feature
        #expect(near(sums[slot], values.reduce(0.5, +), 1e-4))
        #expect(near(squares[slot], values.reduce(0.5) { $0 + $1 * $1 }, 1e-4))
      }
    }
  }

  @Test(arguments: [1, 15, 16, 100]) func rangesAreOfValidPixels(_ count: Int) {
    let x = RandomPlanes.normal(1, count)
    let valid = (0..<count).map { UInt8($0 % 3 == 1 ? 0 : 1) }
    var (low, high) = (Float.infinity, -Float.infinity)
    Planar.range(x, valid: valid, count: count, low: &low, high: &high)
    let counted = x.indices.filter { valid[$0] != 0 }.map { x[$0] }
    #expect(low == counted.min() && high == counted.max())
  }
}

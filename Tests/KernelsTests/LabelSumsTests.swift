import Kernels
import Testing

@Suite struct LabelSumsTests {
  /// Against sums in Double, with labels that lie outside the range.
  @Test(arguments: Shape.odd) func equalsTheDefinition(_ shape: Shape) {
    let k = shape.clusters
    let d = shape.features
    let x = RandomPlanes.normal(d, shape.stride, offset: 3)
    var random = RandomSequence(seed: 8)
    let labels = (0..<shape.count).map { _ in Int32(random.index(below: k + 2) - 1) }
    var counts = [Double](repeating: 5, count: k)
    var sums = [Double](repeating: 0.5, count: k * d)
    Planar.labelSums(
      clusters: k, features: d, count: shape.count, labels: labels, x: x,
      xStride: shape.stride, counts: &counts, sums: &sums)
    for cluster in 0..<k {
      let members = labels.indices.filter { labels[$0] == Int32(cluster) }
      #expect(counts[cluster] == 5 + Double(members.count))
      for feature in 0..<d {
        let sum = members.reduce(0.5) {
          $0 + RandomPlanes.at(x, shape.stride, feature, $1)
        }
        #expect(near(sums[cluster * d + feature], sum))
      }
    }
  }

  /// Clusters and features, for each of the ways in which sums are made.
  static let ways = [(1, 1), (9, 10), (20, 16), (128, 31), (129, 3)]

  /// A pixel of no cluster may hold anything.
  @Test(arguments: ways) func strangersDoNotSpoilSums(_ k: Int, _ d: Int) {
    var x = [Float](repeating: 1, count: 16 * d)
    for feature in 0..<d {
      x[16 * feature + 3] = .nan
      x[16 * feature + 4] = .infinity
    }
    var labels = [Int32](repeating: Int32(k - 1), count: 16)
    labels[3] = -1
    labels[4] = Int32(k)
    var counts = [Double](repeating: 0, count: k)
    var sums = [Double](repeating: 0, count: k * d)
    Planar.labelSums(
      clusters: k, features: d, count: 16, labels: labels, x: x, xStride: 16, counts: &counts,
      sums: &sums)
    #expect(counts == [Double](repeating: 0, count: k - 1) + [14])
    #expect(sums.suffix(d).allSatisfy { $0 == 14 })
    #expect(sums.prefix((k - 1) * d).allSatisfy { $0 == 0 })
  }

  /// Sums of many pixels are made in Double.
  @Test(arguments: ways) func manyPixelsLoseNoDigits(_ k: Int, _ d: Int) {
    let count = 1 << 16
    let x = [Float](repeating: 0.1, count: count * d)
    var counts = [Double](repeating: 0, count: k)
    var sums = [Double](repeating: 0, count: k * d)
    Planar.labelSums(
      clusters: k, features: d, count: count, labels: [Int32](repeating: 0, count: count), x: x,
      xStride: count, counts: &counts, sums: &sums)
    for sum in sums.prefix(d) {
      #expect(near(sum, Double(Float(0.1)) * Double(count), 4e-7))
    }
  }
}

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

  /// A pixel of no cluster may hold anything.
  @Test func strangersDoNotSpoilSums() {
    var x = [Float](repeating: 1, count: 16)
    x[3] = .nan
    x[4] = .infinity
    var labels = [Int32](repeating: 0, count: 16)
    labels[3] = -1
    labels[4] = 9
    var counts = [0.0]
    var sums = [0.0]
    Planar.labelSums(
      clusters: 1, features: 1, count: 16, labels: labels, x: x, xStride: 16, counts: &counts,
      sums: &sums)
    #expect(counts == [14] && sums == [14])
  }

  /// Sums of many pixels are made in Double.
  @Test func manyPixelsLoseNoDigits() {
    let count = 1 << 20
    let x = [Float](repeating: 0.1, count: count)
    var counts = [0.0]
    var sums = [0.0]
    Planar.labelSums(
      clusters: 1, features: 1, count: count, labels: [Int32](repeating: 0, count: count), x: x,
      xStride: count, counts: &counts, sums: &sums)
    #expect(near(sums[0], Double(Float(0.1)) * Double(count), 2e-7))
  }
}

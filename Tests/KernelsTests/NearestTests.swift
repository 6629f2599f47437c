import Kernels
import Testing

@Suite struct NearestTests {
  struct Outcome: Equatable {
    var labels: [Int32]
    var best: [Float]
    var second: [Float]
  }

  static func run(
    _ shape: Shape, centres: [Float], x: [Float], from start: Int = 0, count: Int? = nil
  ) -> Outcome {
    let n = count ?? shape.count
    let half = (0..<shape.clusters).map { cluster in
      (0..<shape.features).reduce(Float(0)) {
        $0 + 0.5 * centres[cluster * shape.features + $1] * centres[cluster * shape.features + $1]
      }
    }
    var out = Outcome(
      labels: Array(repeating: -7, count: n), best: Array(repeating: 0, count: n),
      second: Array(repeating: 0, count: n))
    x.withUnsafeBufferPointer {
      Planar.nearest(
        clusters: shape.clusters, features: shape.features, count: n, centres: centres,
        halfSquares: half, x: $0.firstAddress + start, xStride: shape.stride,
        labels: &out.labels, best: &out.best, second: &out.second)
    }
    return out
  }

  /// Half |c - x|^2 less half |x|^2, for every centre.
  static func potentials(_ shape: Shape, _ centres: [Float], _ x: [Float], _ pixel: Int) -> [Double]
  {
    (0..<shape.clusters).map { cluster in
      (0..<shape.features).reduce(0.0) { sum, feature in
        let c = Double(centres[cluster * shape.features + feature])
        return sum + c * c / 2 - c * RandomPlanes.at(x, shape.stride, feature, pixel)
      }
    }
  }

  @Test(arguments: Shape.odd) func equalsTheDefinition(_ shape: Shape) {
    let x = RandomPlanes.normal(shape.features, shape.stride)
    let centres = RandomPlanes.normal(shape.clusters, shape.features, seed: 2)
    let out = Self.run(shape, centres: centres, x: x)
    for pixel in 0..<shape.count {
      let all = Self.potentials(shape, centres, x, pixel)
      let sorted = all.sorted()
      #expect(near(out.best[pixel], sorted[0]))
      #expect(near(all[Int(out.labels[pixel])], sorted[0]))
      if shape.clusters > 1 { #expect(near(out.second[pixel], sorted[1])) }
      if shape.clusters == 1 { #expect(out.second[pixel] == .infinity) }
    }
  }

  /// On whole numbers there is no rounding: the first of equals wins.
  @Test(arguments: Shape.odd) func firstOfEquals(_ shape: Shape) {
    let whole = { (values: [Float]) in values.map { $0.rounded() } }
    let x = whole(RandomPlanes.normal(shape.features, shape.stride))
    let centres = whole(RandomPlanes.normal(shape.clusters, shape.features, seed: 3))
    let out = Self.run(shape, centres: centres, x: x)
    for pixel in 0..<shape.count {
      let all = Self.potentials(shape, centres, x, pixel)
      let first = all.indices.min { (all[$0], $0) < (all[$1], $1) }
      #expect(Int(out.labels[pixel]) == first)
    }
  }

  @Test(arguments: Shape.odd) func chunksDoNotMatter(_ shape: Shape) {
    let x = RandomPlanes.normal(shape.features, shape.stride)
    let centres = RandomPlanes.normal(shape.clusters, shape.features, seed: 2)
    let whole = Self.run(shape, centres: centres, x: x)
    for start in stride(from: 0, to: shape.count, by: 16) {
      let part = Self.run(shape, centres: centres, x: x, from: start, count: 16)
      #expect(part.labels == Array(whole.labels[start..<start + 16]))
      #expect(part.best == Array(whole.best[start..<start + 16]))
      #expect(part.second == Array(whole.second[start..<start + 16]))
    }
  }

  /// A pixel that is not a number belongs to the first, none is out of range.
  @Test func valuesThatAreNotFinite() {
    let shape = Shape(3, 2, 16)
    var x = RandomPlanes.normal(2, shape.stride)
    x[0] = .nan
    x[1] = .infinity
    x[2] = -.infinity
    let labels = Self.run(shape, centres: [1, 2, -1, 0, 3, 3], x: x).labels
    #expect(labels.allSatisfy { (0..<3).contains($0) })
    #expect(labels[0] == 0)
  }
}

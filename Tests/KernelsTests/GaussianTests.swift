import Foundation
import Kernels
import Testing

/// Densities, responsibilities and moments of Gaussian mixtures.
@Suite struct GaussianTests {
  struct Mixture {
    var shape: Shape
    var factors: [Float]
    var offsets: [Float]
    var constants: [Float]

    init(_ shape: Shape) {
      self.shape = shape
      let d = shape.features
      factors = RandomPlanes.normal(shape.clusters, d * d, scale: 0.4, seed: 4)
      for index in factors.indices where index % d > index / d % d { factors[index] = 0 }
      offsets = RandomPlanes.normal(shape.clusters, d, seed: 5)
      constants = RandomPlanes.normal(shape.clusters, 1, seed: 6)
    }

    func logDensities(_ x: [Float], from start: Int = 0, count: Int) -> [Float] {
      var out = [Float](repeating: 0, count: shape.clusters * count)
      x.withUnsafeBufferPointer {
        Planar.gaussian(
          components: shape.clusters, features: shape.features, count: count, factors: factors,
          offsets: offsets, constants: constants, x: $0.firstAddress + start,
          xStride: shape.stride, logDensity: &out, logStride: count)
      }
      return out
    }

    func expected(_ cluster: Int, _ pixel: Int, _ x: [Float]) -> Double {
      let d = shape.features
      let square = (0..<d).reduce(0.0) { sum, row in
        let z = (0...row).reduce(-Double(offsets[cluster * d + row])) {
          $0 + Double(factors[(cluster * d + row) * d + $1])
            * RandomPlanes.at(x, shape.stride, $1, pixel)
        }
        return sum + z * z
      }
      return Double(constants[cluster]) - square / 2
    }
  }

  @Test(arguments: Shape.odd) func densitiesEqualTheDefinition(_ shape: Shape) {
    let mixture = Mixture(shape)
    let x = RandomPlanes.normal(shape.features, shape.stride)
    let out = mixture.logDensities(x, count: shape.count)
    for cluster in 0..<shape.clusters {
      for pixel in 0..<shape.count {
        let value = mixture.expected(cluster, pixel, x)
        #expect(near(out[cluster * shape.count + pixel], value))
      }
    }
  }

  @Test(arguments: Shape.odd) func chunksDoNotMatter(_ shape: Shape) {
    let mixture = Mixture(shape)
    let x = RandomPlanes.normal(shape.features, shape.stride)
    let whole = mixture.logDensities(x, count: shape.count)
    for start in stride(from: 0, to: shape.count, by: 16) {
      let part = mixture.logDensities(x, from: start, count: 16)
      for cluster in 0..<shape.clusters {
        let same = whole[cluster * shape.count + start..<cluster * shape.count + start + 16]
        #expect(part[cluster * 16..<cluster * 16 + 16] == same)
      }
    }
  }

  /// Softmax in Double; densities from far below what exp can hold to 0.
  @Test(arguments: Shape.odd, [1.0, 30, 1000])
  func responsibilitiesEqualSoftmax(_ shape: Shape, scale: Double) {
    let (k, n) = (shape.clusters, shape.count)
    let logs = RandomPlanes.normal(k, n, scale: scale, offset: -scale)
    var p = logs
    var labels = [Int32](repeating: -1, count: n)
    var margins = [Float](repeating: -1, count: n)
    var evidence = [Float](repeating: -1, count: n)
    Planar.responsibilities(
      components: k, count: n, p: &p, stride: n, labels: &labels, margin: &margins,
      evidence: &evidence)
    for pixel in 0..<n {
      let column = (0..<k).map { Double(logs[$0 * n + pixel]) }
      let top = column.max() ?? 0
      let sum = column.reduce(0.0) { $0 + exp($1 - top) }
      let shares = column.map { exp($0 - top) / sum }
      let sorted = shares.sorted(by: >) + [0]
      for cluster in 0..<k {
        #expect(abs(Double(p[cluster * n + pixel]) - shares[cluster]) < 2e-6)
      }
      #expect(near(evidence[pixel], top + log(sum), 1e-6))
      #expect(near(margins[pixel], sorted[0] - sorted[1], 3e-6))
      #expect(near(shares[Int(labels[pixel])], sorted[0], 1e-6))
    }
  }

  @Test func whatIsNotWantedMayBeLeftOut() {
    var p: [Float] = Array(repeating: -1, count: 32)
    Planar.responsibilities(
      components: 2, count: 16, p: &p, stride: 16, labels: nil, margin: nil, evidence: nil)
    #expect(p.allSatisfy { $0 == 0.5 })
  }

  @Test(arguments: Shape.odd) func momentsEqualTheDefinition(_ shape: Shape) {
    let (d, n) = (shape.features, shape.count)
    let x = RandomPlanes.normal(d, shape.stride, offset: 1)
    let weights = RandomPlanes.normal(1, n, seed: 9).map { abs($0) }
    var s0 = 1.0
    var s1 = [Double](repeating: 2, count: d)
    var s2 = [Double](repeating: 3, count: d * d)
    Planar.weightedMoments(
      features: d, count: n, weights: weights, x: x, xStride: shape.stride, s0: &s0, s1: &s1,
      s2: &s2)
    let value = { RandomPlanes.at(x, shape.stride, $0, $1) }
    #expect(near(s0, weights.reduce(1.0) { $0 + Double($1) }))
    for a in 0..<d {
      #expect(near(s1[a], (0..<n).reduce(2.0) { $0 + Double(weights[$1]) * value(a, $1) }))
      for b in 0..<d {
        let sum = (0..<n).reduce(3.0) {
          $0 + (b <= a ? Double(weights[$1]) * value(a, $1) * value(b, $1) : 0)
        }
        #expect(near(s2[a * d + b], sum), "\(a), \(b)")
      }
    }
  }
}

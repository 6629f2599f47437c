import Foundation
import Kernels
import Testing

/// Densities and moments of mixtures over many features.
@Suite struct WideMixtureTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var clusters: Int
    var features: Int
    var count: Int
    /// How far apart the means lie, in standard deviations of a feature.
    var spread: Float
    var testDescription: String { "\(clusters)x\(features)x\(count), \(spread) apart" }
  }

  static let cases = [
    Case(clusters: 1, features: 48, count: 16, spread: 1),
    Case(clusters: 3, features: 96, count: 112, spread: 0.05),
    Case(clusters: 5, features: 97, count: 1024, spread: 0.4),
    Case(clusters: 16, features: 200, count: 256, spread: 1.2),
    Case(clusters: 4, features: 131, count: 48, spread: 30),
  ]

  struct Mixture {
    let item: Case
    let factors: [Float]
    let offsets: [Float]
    let constants: [Float]
    /// Samples about the means, each about one of them.
    let x: [Float]

    init(_ item: Case) {
      self.item = item
      let (d, k) = (item.features, item.clusters)
      var factors = RandomPlanes.normal(k, d * d, scale: 0.05, seed: 4)
      let means = RandomPlanes.normal(k, d, scale: Double(item.spread), seed: 5)
      for index in factors.indices {
        let (row, column) = (index / d % d, index % d)
        if column > row { factors[index] = 0 }
        if column == row { factors[index] += 1 }
      }
      self.factors = factors
      var offsets = [Float](repeating: 0, count: k * d)
      for index in offsets.indices {
        let (cluster, row) = (index / d, index % d)
        for column in 0...row {
          let factor = factors[(cluster * d + row) * d + column]
          offsets[index] += factor * means[cluster * d + column]
        }
      }
      self.offsets = offsets
      constants = RandomPlanes.normal(k, 1, seed: 6)
      var x = RandomPlanes.normal(d, item.count, seed: 7)
      for feature in 0..<d {
        for pixel in 0..<item.count {
          x[feature * item.count + pixel] += means[pixel % k * d + feature]
        }
      }
      self.x = x
    }

    func logDensities() -> [Float] {
      var out = [Float](repeating: 0, count: item.clusters * item.count)
      factors.withUnsafeBufferPointer { factors in
        offsets.withUnsafeBufferPointer { offsets in
          x.withUnsafeBufferPointer { x in
            out.withUnsafeMutableBufferPointer { out in
              let plane = WideMixture.Plane(
                count: item.count, x: x.firstAddress, xStride: item.count, p: out.firstAddress,
                stride: item.count)
              WideMixture(
                components: item.clusters, features: item.features, factors: factors.firstAddress,
                offsets: offsets.firstAddress
              ).logDensities(plane) { p, stride in
                for cluster in 0..<item.clusters {
                  for pixel in 0..<item.count { p[cluster * stride + pixel] += constants[cluster] }
                }
              }
            }
          }
        }
      }
      return out
    }

    func expected(_ cluster: Int, _ pixel: Int) -> Double {
      let d = item.features
      let square = (0..<d).reduce(0.0) { sum, row in
        var z = -Double(offsets[cluster * d + row])
        for column in 0...row {
          let factor = Double(factors[(cluster * d + row) * d + column])
          z += factor * Double(x[column * item.count + pixel])
        }
        return sum + z * z
      }
      return Double(constants[cluster]) - square / 2
    }
  }

  @Test(arguments: cases) func densitiesThatMatterEqualTheDefinition(_ item: Case) {
    let mixture = Mixture(item)
    let out = mixture.logDensities()
    for pixel in 0..<item.count {
      let expected = (0..<item.clusters).map { mixture.expected($0, pixel) }
      let best = expected.max() ?? 0
      for cluster in 0..<item.clusters {
        let value = Double(out[cluster * item.count + pixel])
        if expected[cluster] > best - 39 {
          #expect(abs(value - expected[cluster]) < 1e-4 * abs(expected[cluster]) + 1e-3)
        } else {
          #expect(value < best - 38)
        }
      }
    }
  }

  @Test(arguments: cases) func momentsEqualThoseOfTheKernelForFew(_ item: Case) {
    let mixture = Mixture(item)
    let d = item.features
    // Most samples are outside of a component; some are so little that it does not show.
    let weights = (0..<item.count).map { [0, 0.7, 1e-20, 1, 0.02][$0 % 5] as Float }
    var (s0, s1, s2) = ([0.0, 0.0], [[Double]](), [[Double]]())
    for isWide in [false, true] {
      var (first, second) = ([Double](repeating: 0, count: d), [Double](repeating: 0, count: d * d))
      mixture.x.withUnsafeBufferPointer { x in
        if isWide {
          Planar.wideMoments(
            features: d, count: item.count, weights: weights, x: x.firstAddress,
            xStride: item.count, s0: &s0[1], s1: &first, s2: &second)
        } else {
          Planar.weightedMoments(
            features: d, count: item.count, weights: weights, x: x.firstAddress,
            xStride: item.count, s0: &s0[0], s1: &first, s2: &second)
        }
      }
      s1.append(first)
      s2.append(second)
    }
    #expect(near(Float(s0[1]), s0[0]))
    let scale = 1 + Double(item.spread * item.spread)
    for (a, b) in zip(s1[0] + s2[0], s1[1] + s2[1]) {
      #expect(abs(a - b) < 2e-6 * scale * Double(item.count) + 1e-5 * abs(a))
    }
  }

  @Test func weightsOfNothingAddNothing() {
    let mixture = Mixture(Self.cases[0])
    let d = mixture.item.features
    var (s0, s1) = (0.0, [Double](repeating: 0, count: d))
    var s2 = [Double](repeating: 0, count: d * d)
    mixture.x.withUnsafeBufferPointer { x in
      Planar.wideMoments(
        features: d, count: 16, weights: [Float](repeating: 0, count: 16), x: x.firstAddress,
        xStride: 16, s0: &s0, s1: &s1, s2: &s2)
    }
    #expect(s0 == 0 && s1.allSatisfy { $0 == 0 } && s2.allSatisfy { $0 == 0 })
  }
}

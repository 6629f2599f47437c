import Kernels
import Testing

@Suite struct CovarianceTests {
  static func samples(_ features: Int, _ count: Int, offset: Double) -> PlanarMatrix {
    var out = PlanarMatrix(features: features, count: count)
    let random = CounterRandom(seed: 6)
    for feature in 0..<features {
      for sample in 0..<count {
        let shared = random.normal(UInt64(sample))
        let own = random.normal(UInt64(1_000_000 * (feature + 1) + sample))
        out[feature, sample] = Float(offset + shared * Double(feature) + own)
      }
    }
    return out
  }

  static func naive(_ samples: PlanarMatrix, _ a: Int, _ b: Int, _ mean: [Double]) -> Double {
    (0..<samples.count).reduce(0.0) {
      $0 + (Double(samples[a, $1]) - mean[a]) * (Double(samples[b, $1]) - mean[b])
    }
  }

  /// Chunks of 4096 meet odd counts; a mean of a million costs no digits.
  @Test(arguments: [1, 3, 8], [1, 2, 17, 4095, 4096, 4097, 9000])
  func equalsTheDefinition(features: Int, count: Int) {
    for offset in [0.0, 1e6] {
      let samples = Self.samples(features, count, offset: offset)
      let mean = Covariance.means(of: samples)
      let scatter = Covariance.scatter(of: samples, about: mean)
      for a in 0..<features {
        let sum = samples.row(a).reduce(0.0) { $0 + Double($1) }
        #expect(near(mean[a], sum / Double(count), 1e-14))
        for b in 0..<features {
          #expect(near(scatter[a, b], Self.naive(samples, a, b, mean), 1e-11))
          #expect(scatter[a, b] == scatter[b, a])
        }
      }
    }
  }

  @Test func nothing() {
    let empty = PlanarMatrix(features: 2, count: 0)
    #expect(Covariance.means(of: empty) == [0, 0])
    #expect(Covariance.scatter(of: empty, about: [0, 0]).values == [0, 0, 0, 0])
  }
}

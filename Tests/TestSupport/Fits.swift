package import Clusterers
import Encoders
import Ensembles
package import Fitting
import Foundation
package import Kernels
import Testing

/// Fits and applies methods by name, for tests.
package enum Fits {
  package static func encoder(
    _ name: String, _ samples: Samples, _ given: [String: ParameterValue] = [:],
    context: FitContext = FitContext()
  ) throws -> Fit<any Encoder> {
    let method = try #require(EncoderMethod.named(name))
    return try method.fit(samples, Parameters(method.parameters, given: given), context)
  }

  package static func clusterer(
    _ name: String, _ codes: PlanarMatrix, _ k: Int, _ given: [String: ParameterValue] = [:],
    context: FitContext = FitContext()
  ) throws -> Fit<any Clusterer> {
    let method = try #require(ClustererMethod.named(name))
    return try method.fit(codes, k, Parameters(method.parameters, given: given), context)
  }

  /// Clusters and margins of all samples.
  package static func assign(
    _ clusterer: any Clusterer, _ codes: PlanarMatrix
  ) -> (labels: [Int32], margins: [Float]) {
    var labels = [Int32](repeating: -1, count: codes.stride)
    var margins = [Float](repeating: -1, count: codes.stride)
    let scratch = Scratch()
    codes.withUnsafePointer { x in
      labels.withUnsafeMutableBufferPointer { l in
        margins.withUnsafeMutableBufferPointer { m in
          for start in stride(from: 0, to: codes.stride, by: Chunk.pixels) {
            clusterer.assign(
              x + start, stride: codes.stride, count: min(Chunk.pixels, codes.stride - start),
              labels: l.firstAddress + start, margins: m.firstAddress + start, scratch: scratch)
          }
        }
      }
    }
    return (Array(labels.prefix(codes.count)), Array(margins.prefix(codes.count)))
  }

  /// Normal samples about `k` separated means, after `offset`.
  package static func blobs(
    _ count: Int, features: Int, k: Int, offset: Float = 0, seed: UInt64 = 5
  ) -> (samples: PlanarMatrix, labels: [Int32]) {
    var random = RandomSequence(seed: seed)
    var samples = PlanarMatrix(features: features, count: count)
    let labels = (0..<count).map { Int32($0 % k) }
    for (sample, label) in labels.enumerated() {
      for feature in 0..<features {
        let centre = Double((Int(label) * (feature + 1)) % k) * 10
        samples[feature, sample] = offset + Float(centre + random.normal())
      }
    }
    return (samples, labels)
  }

  /// Normal samples about `k` means that are close enough to overlap.
  package static func overlappingBlobs(_ count: Int, features: Int, k: Int) -> (
    PlanarMatrix, [Int32]
  ) {
    var random = RandomSequence(seed: 5)
    var samples = PlanarMatrix(features: features, count: count)
    let labels = (0..<count).map { _ in Int32(random.index(below: k)) }
    for (sample, label) in labels.enumerated() {
      for feature in 0..<features {
        samples[feature, sample] = Float(random.normal() + 2 * Double(Int(label) * feature % k))
      }
    }
    return (samples, labels)
  }

  /// Samples of a smooth image with noise, with their neighbours' differences.
  package static func image(_ features: Int, _ count: Int, noise: [Double]) -> Samples {
    let random = CounterRandom(seed: 21)
    func value(_ feature: Int, _ place: Int) -> Double {
      let wave = sin(Double(place) * 0.002 * Double(feature + 1)) * 1.5.squareRoot()
      return wave + noise[feature] * random.normal(UInt64(feature * 1_000_000 + place))
    }
    var values = PlanarMatrix(features: features, count: count)
    var differences = PlanarMatrix(features: features, count: count)
    for feature in 0..<features {
      for sample in 0..<count {
        let own = Float(value(feature, sample))
        values[feature, sample] = own
        differences[feature, sample] = own - Float(value(feature, sample + 1))
      }
    }
    return Samples(
      values: values, differences: differences, differenceOwners: Array(0..<count))
  }
}

/// Whether two labellings are the same up to their numbers.
package func samePartition(_ a: [Int32], _ b: [Int32]) -> Bool {
  let pairs = Set(zip(a, b).map { [$0, $1] })
  return a.count == b.count && pairs.count == Set(a).count && pairs.count == Set(b).count
}

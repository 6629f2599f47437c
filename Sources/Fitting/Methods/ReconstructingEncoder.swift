package import Kernels

/// An encoder that can also go back from codes to features, so that a pixel
/// can be asked how badly it is described by its code: those that are, are
/// unlike what the encoder was fitted on.
package protocol ReconstructingEncoder: Encoder {
  /// The mean over features of (rebuilt - given)² for `count` pixels (a
  /// multiple of 16, at most ``Chunk/pixels``) of planar `x` [inputs], in the
  /// units of the encoder's own scale.
  func reconstructionError(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into errors: UnsafeMutablePointer<Float>, scratch: Scratch)

  /// What the mean error would be if the mean of `samples` [inputs] stood for
  /// every one of them: the mean variance of a feature on the encoder's own
  /// scale.
  func meanVariance(of samples: PlanarMatrix) -> Double
}

extension ReconstructingEncoder {
  package var rebuilding: (any ReconstructingEncoder)? { self }

  package func meanVariance(of samples: PlanarMatrix) -> Double { samples.meanVariance }
}

extension PlanarMatrix {
  /// The mean over features of their variances (divided by n).
  package var meanVariance: Double {
    let means = Covariance.means(of: self)
    let sums = (0..<features).map { feature in
      row(feature).reduce(0.0) {
        let step = Double($1) - means[feature]
        return $0 + step * step
      }
    }
    return sums.reduce(0, +) / Double(max(1, features * count))
  }
}

extension ReconstructingEncoder {
  /// The mean reconstruction error over samples; 0 where there are none.
  package func meanReconstructionError(_ samples: PlanarMatrix) -> Double {
    let scratch = Scratch()
    var errors = [Float](repeating: 0, count: Chunk.pixels)
    var total = 0.0
    samples.withUnsafePointer { x in
      for start in stride(from: 0, to: samples.count, by: Chunk.pixels) {
        let count = min(Chunk.pixels, samples.stride - start)
        errors.withUnsafeMutableBufferPointer {
          reconstructionError(
            x + start, stride: samples.stride, count: count, into: $0.firstAddress,
            scratch: scratch)
        }
        for error in errors.prefix(min(count, samples.count - start)) { total += Double(error) }
      }
    }
    return samples.count > 0 ? total / Double(samples.count) : 0
  }
}

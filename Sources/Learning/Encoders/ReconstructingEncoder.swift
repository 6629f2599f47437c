import Kernels

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
}

extension ReconstructingEncoder {
  /// The mean reconstruction error over samples; 0 where there are none.
  func meanReconstructionError(_ samples: PlanarMatrix) -> Double {
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

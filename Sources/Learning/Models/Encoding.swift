package import Fitting
import Kernels

/// The first half of a classifier: from physical values to codes.
package struct Encoding: Sendable {
  package let scaler: Scaler
  package let encoder: any Encoder

  package init(scaler: Scaler, encoder: any Encoder) {
    self.scaler = scaler
    self.encoder = encoder
  }

  /// Encodes `count` pixels (a multiple of 16, at most ``Chunk/pixels``) of
  /// planar physical values.
  package func encode(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into codes: UnsafeMutablePointer<Float>, codeStride: Int, scratch: Scratch
  ) {
    let scaled = scratch.floats(.scaled, encoder.inputs * Chunk.pixels)
    scaler.apply(x, stride: stride, count: count, into: scaled, outStride: Chunk.pixels)
    encoder.encode(
      scaled, stride: Chunk.pixels, count: count, into: codes, codeStride: codeStride,
      scratch: scratch)
  }
}

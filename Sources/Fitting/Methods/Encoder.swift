package import Kernels
package import Tensors

/// A fitted step that turns features into codes, pixel by pixel. Immutable;
/// any number of workers may use it at once, each with its own scratch.
package protocol Encoder: Sendable {
  /// Features that go in.
  var inputs: Int { get }
  /// Code units that come out.
  var outputs: Int { get }

  /// Encodes `count` pixels (a multiple of 16, at most ``Chunk/pixels``):
  /// planar `x` [inputs] to planar `codes` [outputs].
  func encode(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into codes: UnsafeMutablePointer<Float>, codeStride: Int, scratch: Scratch)

  /// The encoder that knows the way back from its codes; nil where there is
  /// none, or where codes hold all that went in.
  var rebuilding: (any ReconstructingEncoder)? { get }

  /// Everything that ``EncoderMethod/restore`` needs, beside the parameters.
  var tensors: [String: Tensor] { get }
}

extension Encoder {
  package var rebuilding: (any ReconstructingEncoder)? { nil }
}

/// How many pixels go through the steps at once: few enough that all layers
/// of a chunk stay in the second-level cache.
package enum Chunk {
  package static let pixels = 256
}

extension Encoder {
  /// Encodes a whole matrix of samples.
  package func encode(_ samples: PlanarMatrix, workers: Workers = Workers(1)) -> PlanarMatrix {
    var codes = PlanarMatrix(features: outputs, count: samples.count)
    let stride = samples.stride
    let chunks = (stride + Chunk.pixels - 1) / Chunk.pixels
    samples.withUnsafePointer { x in
      codes.withUnsafeMutablePointer { y in
        let source = SendablePointer(x)
        let target = SendableMutablePointer(y)
        let blocks = min(chunks, workers.count * 4)
        try? workers.forEach(blocks) { _, block in
          let scratch = Scratch()
          for chunk in (chunks * block / blocks)..<(chunks * (block + 1) / blocks) {
            let start = chunk * Chunk.pixels
            encode(
              source.pointer + start, stride: stride,
              count: min(Chunk.pixels, stride - start),
              into: target.pointer + start, codeStride: stride, scratch: scratch)
          }
        }
      }
    }
    codes.clearPadding()
    return codes
  }
}

/// A pointer handed to workers that keep out of each other's pixels.
struct SendablePointer<T>: @unchecked Sendable {
  let pointer: UnsafePointer<T>
  init(_ pointer: UnsafePointer<T>) { self.pointer = pointer }
}

/// A pointer handed to workers that write to disjoint pixels only.
struct SendableMutablePointer<T>: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<T>
  init(_ pointer: UnsafeMutablePointer<T>) { self.pointer = pointer }
}

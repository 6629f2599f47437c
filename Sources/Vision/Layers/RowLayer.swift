internal import CKernels
import Kernels
import Rasters

/// A dense layer on rows of channels, its weights packed for the kernel. Rows
/// of outputs are rounded up to whole vectors, filled with zeros.
struct RowLayer: Sendable {
  let inputs: Int
  /// Channels of a row of outputs, a multiple of 16.
  let outputs: Int
  private let panels: FloatBuffer
  private let bias: FloatBuffer

  /// - Parameters:
  ///   - weights: [outputs][inputs]
  ///   - bias: one for each output, or empty for none.
  init(weights: [Float], outputs: Int, bias: [Float]) {
    let inputs = weights.count / outputs
    self.inputs = inputs
    self.outputs = Self.padded(outputs)
    panels = FloatBuffer(inputs * self.outputs)
    fk_pack_panels(inputs, self.outputs, weights, inputs, 1, outputs, panels.pointer)
    self.bias = FloatBuffer(self.outputs)
    self.bias.assign(bias)
  }

  /// y [rows][outputs] = f(W x + bias) for x [rows][inputs].
  func apply(
    rows: Int, _ x: UnsafePointer<Float>, stride: Int, _ y: UnsafeMutablePointer<Float>,
    stride outStride: Int, _ finish: fk_finish = FK_AS_IT_IS
  ) {
    fk_panels(
      rows, inputs, outputs, panels.pointer, bias.pointer, x, stride, y, outStride, finish)
  }

  /// Bytes that its weights take.
  var bytes: Int { 4 * (panels.count + bias.count) }

  /// Channels rounded up to whole vectors.
  static func padded(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }
}

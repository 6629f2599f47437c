internal import CKernels

/// Convolutions of planar maps; see ckernels.h for their layout.
extension Planar {
  /// A stack of planes: floats between rows and between planes.
  package struct Planes {
    package var start: UnsafeMutablePointer<Float>
    package var row: Int
    package var plane: Int

    package init(_ start: UnsafeMutablePointer<Float>, row: Int, plane: Int) {
      self.start = start
      self.row = row
      self.plane = plane
    }

    fileprivate var code: fk_planes { fk_planes(start: start, row: row, plane: plane) }
  }

  /// y[output] = bias + sum over taps of W[tap][output] x[· + offset].
  package static func convolution(
    outputs: Int, offsets: [Int32], count: Int, weights: UnsafePointer<Float>,
    bias: UnsafePointer<Float>?, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>,
    yStride: Int
  ) {
    fk_convolution(outputs, offsets.count, count, weights, bias, x, offsets, y, yStride)
  }

  /// gradient[output][tap] += sum of delta · x[· + offset]; biasGradient += sum of delta.
  package static func convolutionGradient(
    outputs: Int, offsets: [Int32], count: Int, delta: UnsafePointer<Float>, deltaStride: Int,
    x: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    biasGradient: UnsafeMutablePointer<Float>
  ) {
    fk_convolution_gradient(
      outputs, offsets.count, count, delta, deltaStride, x, offsets, gradient, biasGradient)
  }

  /// ReLU and the greatest of 2x2 pixels; see fk_pool.
  package static func pool(
    channels: Int, height: Int, width: Int, _ y: Planes, into out: Planes,
    which: UnsafeMutablePointer<UInt8>
  ) {
    fk_pool(channels, height, width, y.code, out.code, which)
  }

  /// Gradients back to the pixels that were the greatest; see fk_unpool.
  package static func unpool(
    channels: Int, height: Int, width: Int, _ delta: Planes, which: UnsafePointer<UInt8>,
    into out: Planes
  ) {
    fk_unpool(channels, height, width, delta.code, which, out.code)
  }

  /// Four maps become one of twice the size; see fk_interleave.
  package static func interleave(
    channels: Int, height: Int, width: Int, relu: Bool, _ y: Planes, into out: Planes
  ) {
    fk_interleave(channels, height, width, relu ? 1 : 0, y.code, out.code)
  }

  /// One map becomes four of half the size, 0 where `like` is not above 0; see
  /// fk_deinterleave.
  package static func deinterleave(
    channels: Int, height: Int, width: Int, _ delta: Planes, like: Planes?, into out: Planes
  ) {
    let gate = like?.code ?? fk_planes(start: nil, row: 0, plane: 0)
    fk_deinterleave(channels, height, width, delta.code, gate, out.code)
  }

  /// Some rows of y = Wᵀ x for W [inputs][outputs]: as ``affine``'s, one by one
  /// the same.
  package static func transposedRows(
    _ rows: Range<Int>, outputs: Int, inputs: Int, count: Int, weights: UnsafePointer<Float>,
    x: UnsafePointer<Float>, xStride: Int, y: UnsafeMutablePointer<Float>, yStride: Int
  ) {
    fk_affine(
      rows.count, inputs, count, weights + rows.lowerBound, 1, outputs, nil, x, xStride,
      y + rows.lowerBound * yStride, yStride, FK_LINEAR)
  }
}

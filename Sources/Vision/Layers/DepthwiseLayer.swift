internal import CKernels
import Kernels

/// A convolution of every channel by itself.
struct DepthwiseLayer: Sendable {
  /// 3 or 5 at stride 1 or 2, or 7 at stride 1.
  let kernel: Int
  let stride: Int
  /// Rounded up to whole vectors.
  let channels: Int
  private let weights: FloatBuffer
  private let bias: ChannelVector

  static func isKnown(kernel: Int, stride: Int) -> Bool {
    [3, 5].contains(kernel) && [1, 2].contains(stride) || kernel == 7 && stride == 1
  }

  /// `weights` [channel][row][column].
  init(weights: [Float], kernel: Int, stride: Int, bias: [Float]) {
    let area = kernel * kernel
    let count = weights.count / area
    let channels = RowLayer.padded(count)
    self.kernel = kernel
    self.stride = stride
    self.channels = channels
    self.weights = FloatBuffer(area * channels)
    for channel in 0..<count {
      for place in 0..<area {
        self.weights.pointer[place * channels + channel] = weights[channel * area + place]
      }
    }
    self.bias = ChannelVector(bias)
  }

  /// `x` has its padding; `y` is [rows][columns][channels] of `output`.
  func apply(
    output: PixelSize, _ x: PaddedPixels, _ y: UnsafeMutablePointer<Float>,
    _ finish: fk_finish = FK_AS_IT_IS
  ) {
    fk_depthwise(
      output.height, output.width, channels, kernel, stride, weights.pointer, bias.pointer,
      x.pointer, x.lineLength, y, finish)
  }

  var bytes: Int { 4 * weights.count + bias.bytes }
}

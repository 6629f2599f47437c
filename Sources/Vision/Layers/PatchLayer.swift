internal import CKernels

/// A convolution as a dense layer on patches.
struct PatchLayer: Sendable {
  let kernel: Int
  let stride: Int
  /// Channels of a pixel as it lies in memory.
  let channels: Int
  private let rows: RowLayer

  /// - Parameters:
  ///   - weights: [outputs][inputs][row][column]
  ///   - channels: of a pixel in memory, `inputs` or more.
  init(
    weights: [Float], outputs: Int, inputs: Int, kernel: Int, stride: Int, channels: Int,
    bias: [Float]
  ) {
    let area = kernel * kernel
    var turned = [Float](repeating: 0, count: outputs * area * channels)
    for output in 0..<outputs {
      for input in 0..<inputs {
        for place in 0..<area {
          turned[(output * area + place) * channels + input] =
            weights[(output * inputs + input) * area + place]
        }
      }
    }
    self.kernel = kernel
    self.stride = stride
    self.channels = channels
    rows = RowLayer(weights: turned, outputs: outputs, bias: bias)
  }

  var outputs: Int { rows.outputs }
  var bytes: Int { rows.bytes }

  /// Values of a patch.
  var patchLength: Int { rows.inputs }

  /// `y` [pixels of output][outputs]; `patches` has room for all of them.
  func apply(
    output: PixelSize, _ x: PaddedPixels, patches: UnsafeMutablePointer<Float>,
    _ y: UnsafeMutablePointer<Float>, _ finish: fk_finish = FK_AS_IT_IS
  ) {
    x.gather(output: output, kernel: kernel, stride: stride, channels: channels, into: patches)
    rows.apply(
      rows: output.count, patches, stride: patchLength, y, stride: rows.outputs, finish)
  }
}

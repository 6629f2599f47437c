internal import CKernels

/// The block of MobileNetV2 (Sandler et al. 2018, "MobileNetV2: inverted
/// residuals and linear bottlenecks", figure 4): widen, convolve every channel
/// by itself, narrow, add what came in where the sizes are the same.
struct InvertedResidual: Sendable {
  let inputs: Int
  /// True channels that leave it.
  let width: Int
  private let expand: RowLayer?
  private let depthwise: DepthwiseLayer
  private let project: RowLayer
  /// Ones, where the input is added.
  private let skip: ChannelVector?
  private let isSame: Bool

  init(
    _ tensors: NamedTensors, _ names: MobileNetNames, _ prefix: String, inputs: Int, stride: Int
  ) throws {
    let expansion = names.part(.expand, prefix, true).convolution
    let hasExpansion = Self.isExpansion(tensors, expansion, inputs)
    func folded(_ part: MobileNetNames.Part) throws -> FoldedConvolution {
      try FoldedConvolution(tensors, names.part(part, prefix, hasExpansion), epsilon: names.epsilon)
    }
    let wide = try folded(.depthwise)
    let kernel = wide.shape[3]
    let narrow = try folded(.project)
    guard wide.shape[1] == 1, wide.shape[2] == kernel,
      DepthwiseLayer.isKnown(kernel: kernel, stride: stride)
    else { throw tensors.fail("a depthwise convolution of shape \(wide.shape) is not known") }
    let widening = try hasExpansion ? folded(.expand) : nil
    expand = try widening?.rowLayer(tensors, inputs: inputs)
    guard wide.shape[0] == widening?.shape[0] ?? inputs else {
      throw tensors.fail("'\(prefix)' has a depthwise convolution of another width than its input")
    }
    depthwise = DepthwiseLayer(
      weights: wide.weights, kernel: kernel, stride: stride, bias: wide.bias)
    project = try narrow.rowLayer(tensors, inputs: wide.shape[0])
    self.inputs = inputs
    width = narrow.shape[0]
    isSame = names.isSame
    skip =
      stride == 1 && inputs == width ? ChannelVector(.init(repeating: 1, count: width)) : nil
  }

  /// Whether a block begins with a dense layer rather than a depthwise one.
  private static func isExpansion(_ tensors: NamedTensors, _ name: String, _ inputs: Int) -> Bool {
    guard let shape = try? tensors.shape(name + ".weight") else { return false }
    return shape.count == 4 && shape[1...] == [inputs, 1, 1] && shape[0] > inputs
  }

  /// 2 where it halves the image.
  var stride: Int { depthwise.stride }

  var bytes: Int { (expand?.bytes ?? 0) + depthwise.bytes + project.bytes }

  /// Floats of its hidden image, with and without border, for a side.
  func need(_ size: PixelSize) -> (hidden: Int, padded: Int) {
    let rim = depthwise.kernel - 1
    return (
      size.count * depthwise.channels,
      (size.height + rim) * (size.width + rim) * depthwise.channels
    )
  }

  func apply(_ lane: MobileNetLane, _ size: inout PixelSize) {
    let stride = RowLayer.padded(inputs)
    var hidden = lane.pixels
    if let expand {
      expand.apply(
        rows: size.count, lane.pixels.pointer, stride: stride, lane.hidden.pointer,
        stride: expand.outputs, FK_RELU6)
      hidden = lane.hidden
    }
    let reduced = size.reduced(by: depthwise.stride)
    lane.padded.fill(
      size, channels: depthwise.channels, hidden.pointer,
      border: .init(size, kernel: depthwise.kernel, stride: depthwise.stride, isSame: isSame))
    depthwise.apply(output: reduced, lane.padded, lane.hidden.pointer, FK_RELU6)
    project.apply(
      rows: reduced.count, lane.hidden.pointer, stride: depthwise.channels, lane.next.pointer,
      stride: project.outputs)
    if let skip {
      fk_add_scaled(
        reduced.count, project.outputs, lane.pixels.pointer, stride, skip.pointer,
        lane.next.pointer, project.outputs)
    }
    swap(&lane.pixels, &lane.next)
    size = reduced
  }
}

extension PaddedPixels.Border {
  /// What a convolution that keeps the size, or halves it, sees beyond the image:
  /// half a kernel on all sides, or TensorFlow's SAME.
  init(_ size: PixelSize, kernel: Int, stride: Int, isSame: Bool) {
    func rim(_ length: Int) -> (Int, Int) {
      let needed = max(0, ((length + stride - 1) / stride - 1) * stride + kernel - length)
      let before = isSame ? needed / 2 : kernel / 2
      return (before, max(0, needed - before))
    }
    let (rows, columns) = (rim(size.height), rim(size.width))
    self.init(top: rows.0, left: columns.0, bottom: rows.1, right: columns.1)
  }
}

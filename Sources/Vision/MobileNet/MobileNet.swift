internal import CKernels
import Kernels
import Settings
import Tensors

/// MobileNetV2 and EfficientNet-Lite0: a stem, inverted residuals, a last wide
/// layer, the mean over all pixels. Batch normalisations are folded into the
/// convolutions.
struct MobileNet: ImageNetwork {
  let name: String
  private let headCount: Int
  let side = 224
  let step = 1
  private let stem: PatchLayer
  private let blocks: [InvertedResidual]
  private let head: RowLayer
  private let isSame: Bool

  /// Strides of the stages' first blocks (Sandler et al. 2018, table 2; the same
  /// in EfficientNet, Tan and Le 2019, table 1).
  private static let strides = [1, 2, 2, 2, 1, 2, 1]

  init(_ archive: TensorArchive) throws {
    let known = [MobileNetNames.efficientNetLite] + MobileNetNames.all
    let names = known.first { $0.isIn(archive) } ?? .torchvision
    let isLite = names.isSame
    let tensors = try NamedTensors(
      archive, network: isLite ? "EfficientNet-Lite0" : "MobileNetV2", canonical: { $0 })
    let first = try FoldedConvolution(tensors, names.stem, epsilon: names.epsilon)
    guard first.shape[1...] == [3, 3, 3] else {
      throw tensors.fail("stem of shape \(first.shape), \(tensors.network)'s is [_, 3, 3, 3]")
    }
    stem = PatchLayer(
      weights: first.weights, outputs: first.shape[0], inputs: 3, kernel: 3, stride: 2,
      channels: 3, bias: first.bias)
    blocks = try Self.blocks(tensors, names, width: first.shape[0])
    let last = try FoldedConvolution(tensors, names.head, epsilon: names.epsilon)
    head = try last.rowLayer(tensors, inputs: blocks.last?.width ?? 0)
    headCount = last.shape[0]
    isSame = names.isSame
    name = isLite ? "efficientnet_lite0" : "mobilenet_v2"
  }

  /// Stages are told by their widths: the first block of each may halve the image.
  private static func blocks(
    _ tensors: NamedTensors, _ names: MobileNetNames, width: Int
  ) throws -> [InvertedResidual] {
    let prefixes = names.blocks(tensors)
    guard prefixes.count == (names.isSame ? 16 : 17) else {
      throw tensors.fail("\(prefixes.count) blocks, \(tensors.network) has another number")
    }
    var blocks: [InvertedResidual] = []
    var stage = -1
    for prefix in prefixes {
      let inputs = blocks.last?.width ?? width
      let name = names.part(.project, prefix, !blocks.isEmpty).convolution + ".weight"
      let outputs = try tensors.shape(name).first
      let isFirst = blocks.isEmpty || outputs != inputs
      if isFirst { stage += 1 }
      guard strides.indices.contains(stage) else {
        throw tensors.fail("more than 7 widths of blocks, \(tensors.network) has 7")
      }
      blocks.append(
        try InvertedResidual(
          tensors, names, prefix, inputs: inputs, stride: isFirst ? strides[stage] : 1))
    }
    return blocks
  }

  var bytes: Int { stem.bytes + blocks.reduce(head.bytes) { $0 + $1.bytes } }

  func laneBytes(side: Int) -> Int {
    let need = floats(side: side)
    return 4 * (2 * need.pixels + need.hidden + need.padded)
  }

  /// Floats of an image between blocks, of a hidden one, and of one with border.
  private func floats(side: Int) -> (pixels: Int, hidden: Int, padded: Int) {
    var size = PixelSize(height: side, width: side).reduced(by: 2)
    var pixels = size.count * stem.outputs
    var hidden = size.count * stem.patchLength
    var padded = (side + 2) * (side + 2) * 3
    for block in blocks {
      let need = block.need(size)
      (hidden, padded) = (max(hidden, need.hidden), max(padded, need.padded))
      size = size.reduced(by: block.stride)
      pixels = max(pixels, size.count * RowLayer.padded(block.width))
    }
    return (pixels, max(hidden, size.count * head.outputs), padded)
  }

  func featureCount(_ output: NetworkOutput) -> Int {
    output == .head ? headCount : 2 * lastWidth
  }

  /// True channels that leave the last block.
  private var lastWidth: Int { blocks.last?.width ?? 0 }

  func lane(side: Int, _ output: NetworkOutput) -> (UnsafePointer<Float>) -> [Float] {
    let need = floats(side: side)
    let lane = MobileNetLane(pixels: need.pixels, hidden: need.hidden, padded: need.padded)
    return { prepared in features(prepared, side: side, output, lane) }
  }

  private func features(
    _ prepared: UnsafePointer<Float>, side: Int, _ output: NetworkOutput, _ lane: MobileNetLane
  ) -> [Float] {
    let whole = PixelSize(height: side, width: side)
    lane.padded.fill(
      whole, channels: 3, prepared, border: .init(whole, kernel: 3, stride: 2, isSame: isSame))
    var size = whole.reduced(by: 2)
    stem.apply(
      output: size, lane.padded, patches: lane.hidden.pointer, lane.pixels.pointer, FK_RELU6)
    for block in blocks { block.apply(lane, &size) }
    let stride = RowLayer.padded(lastWidth)
    guard output == .head else {
      return RowSums.moments(
        rows: size.count, lane.pixels.pointer, stride, count: lastWidth)
    }
    head.apply(
      rows: size.count, lane.pixels.pointer, stride: stride,
      lane.hidden.pointer, stride: head.outputs, FK_RELU6)
    return Array(
      RowSums.mean(rows: size.count, lane.hidden.pointer, head.outputs).prefix(headCount))
  }
}

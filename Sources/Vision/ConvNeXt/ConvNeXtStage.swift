/// Blocks of one width, and before all but the first a norm and a convolution
/// that halves the image.
struct ConvNeXtStage: Sendable {
  private let reduction: (norm: RowNorm, patches: PatchLayer)?
  private let blocks: [ConvNeXtBlock]

  init(_ tensors: NamedTensors, _ shape: ConvNeXtShape, stage: Int) throws {
    let width = shape.widths[stage]
    reduction = try stage == 0 ? nil : Self.reduction(tensors, shape, stage)
    blocks = try (0..<shape.depths[stage]).map {
      try ConvNeXtBlock(
        tensors, "stages.\(stage).blocks.\($0)", width: width, isSecond: shape.isSecond)
    }
  }

  private static func reduction(
    _ tensors: NamedTensors, _ shape: ConvNeXtShape, _ stage: Int
  ) throws -> (norm: RowNorm, patches: PatchLayer) {
    let (before, width) = (shape.widths[stage - 1], shape.widths[stage])
    let prefix = "stages.\(stage).downsample"
    return (
      try ConvNeXt.norm(tensors, "\(prefix).0", before),
      PatchLayer(
        weights: try tensors.floats("\(prefix).1.weight", [width, before, 2, 2]),
        outputs: width, inputs: before, kernel: 2, stride: 2,
        channels: RowLayer.padded(before), bias: try tensors.floats("\(prefix).1.bias", [width]))
    )
  }

  var bytes: Int { blocks.reduce(reduction?.patches.bytes ?? 0) { $0 + $1.bytes } }

  /// Halves `size` where the stage does.
  func apply(_ lane: ConvNeXtLane, _ size: inout PixelSize) {
    if let (norm, patches) = reduction {
      norm.apply(rows: size.count, lane.pixels.pointer, lane.pixels.pointer)
      lane.padded.fill(
        size, channels: patches.channels, lane.pixels.pointer, border: .init(0))
      size = PixelSize(height: size.height / 2, width: size.width / 2)
      patches.apply(
        output: size, lane.padded, patches: lane.mixed.pointer, lane.pixels.pointer)
    }
    for block in blocks { block.apply(lane, size) }
  }
}

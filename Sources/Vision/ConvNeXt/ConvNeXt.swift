import Kernels
import Rasters
import Settings
import Tensors

/// ConvNeXt, versions 1 and 2, as a function from images to pooled features.
/// Weights come from files in the naming of timm, Hugging Face, torchvision or
/// the authors; what the network is, is read from their shapes.
struct ConvNeXt: ImageNetwork {
  let shape: ConvNeXtShape
  private let stem: PatchLayer
  private let stages: [ConvNeXtStage]
  private let stemNorm: RowNorm
  private let lastNorm: RowNorm

  init(_ archive: TensorArchive) throws {
    let tensors = try NamedTensors(
      archive, network: "ConvNeXt", canonical: ConvNeXtNames.canonical)
    let shape = try ConvNeXtShape(tensors)
    let widths = shape.widths
    self.shape = shape
    stem = PatchLayer(
      weights: try tensors.floats("stem.0.weight", [widths[0], 3, 4, 4]), outputs: widths[0],
      inputs: 3, kernel: 4, stride: 4, channels: 3,
      bias: try tensors.floats("stem.0.bias", [widths[0]]))
    stemNorm = try Self.norm(tensors, "stem.1", widths[0])
    stages = try widths.indices.map { try ConvNeXtStage(tensors, shape, stage: $0) }
    lastNorm = try Self.norm(tensors, "head.norm", widths[3])
  }

  static func norm(_ tensors: NamedTensors, _ name: String, _ width: Int) throws -> RowNorm {
    RowNorm(
      scale: try tensors.floats("\(name).weight", [width]),
      shift: try tensors.floats("\(name).bias", [width]))
  }

  var name: String { shape.name }

  func featureCount(_ output: NetworkOutput) -> Int {
    output == .head ? lastNorm.channels : 2 * lastNorm.channels
  }

  var side: Int { 224 }
  /// The image is halved five times.
  var step: Int { 32 }
  var bytes: Int { stem.bytes + stages.reduce(0) { $0 + $1.bytes } }

  func laneBytes(side: Int) -> Int { ConvNeXtLane.bytes(shape, side: side) }

  func lane(side: Int, _ output: NetworkOutput) -> (UnsafePointer<Float>) -> [Float] {
    let lane = ConvNeXtLane(self, side: side)
    return { prepared in features(prepared, side: side, output, lane) }
  }

  /// Features of one image `prepared` [side][side][3].
  private func features(
    _ prepared: UnsafePointer<Float>, side: Int, _ output: NetworkOutput, _ lane: ConvNeXtLane
  ) -> [Float] {
    var size = PixelSize(height: side, width: side)
    lane.padded.fill(size, channels: 3, prepared, border: .init(0))
    size = PixelSize(height: side / 4, width: side / 4)
    stem.apply(
      output: size, lane.padded, patches: lane.mixed.pointer, lane.pixels.pointer)
    stemNorm.apply(rows: size.count, lane.pixels.pointer, lane.pixels.pointer)
    for stage in stages { stage.apply(lane, &size) }
    guard output == .head else {
      let width = lastNorm.channels
      return RowSums.moments(
        rows: size.count, lane.pixels.pointer, RowLayer.padded(width), count: width)
    }
    return pooled(lane, size)
  }

  /// The mean over all pixels, normalised.
  private func pooled(_ lane: ConvNeXtLane, _ size: PixelSize) -> [Float] {
    let width = lastNorm.channels
    var mean = RowSums.mean(rows: size.count, lane.pixels.pointer, RowLayer.padded(width))
    mean.withUnsafeMutableBufferPointer { mean in
      guard let start = mean.baseAddress else { return }
      lastNorm.apply(rows: 1, start, start)
    }
    return Array(mean.prefix(width))
  }
}

/// Widths and depths of a ConvNeXt (Liu et al. 2022, "A ConvNet for the 2020s";
/// V2: Woo et al. 2023).
struct ConvNeXtShape: Sendable, Equatable {
  /// Channels and blocks of the four stages.
  var widths: [Int]
  var depths: [Int]
  /// Whether blocks normalise the responses of their hidden channels (V2).
  var isSecond: Bool

  /// Read from the sizes of the tensors.
  init(_ tensors: NamedTensors) throws {
    let stem = try tensors.shape("stem.0.weight")
    guard stem.count == 4, stem[1...] == [3, 4, 4] else {
      throw tensors.fail("stem of shape \(stem), a ConvNeXt's is [width, 3, 4, 4]")
    }
    guard tensors.has("head.norm.weight") else {
      throw tensors.fail(
        "a ConvNeXt without its last norm 'head.norm'; variants that normalise before "
          + "pooling are not read")
    }
    isSecond = tensors.has("stages.0.blocks.0.mlp.grn.weight")
    widths = []
    depths = []
    for stage in 0..<4 {
      let blocks = tensors.count("stages.\(stage).blocks.", ".conv_dw.weight")
      guard blocks > 0 else { throw tensors.fail("stage \(stage) of 4 has no blocks") }
      let shape = try tensors.shape("stages.\(stage).blocks.0.conv_dw.weight")
      guard shape.count == 4, shape[0] > 0, shape[0] <= 8192, shape[1...] == [1, 7, 7] else {
        throw tensors.fail(
          "depthwise convolution of shape \(shape), a ConvNeXt's is [width, 1, 7, 7]")
      }
      widths.append(shape[0])
      depths.append(blocks)
    }
  }

  /// `convnext_tiny`, or widths and depths of one without a name.
  var name: String {
    let family = isSecond ? "convnextv2" : "convnext"
    let size = Self.sizes.first { $0.width == widths[0] && $0.depths == depths }
    if let size, widths == [1, 2, 4, 8].map({ $0 * size.width }) {
      return "\(family)_\(size.name)"
    }
    return "\(family) of widths \(widths) and depths \(depths)"
  }

  private static let sizes: [(name: String, width: Int, depths: [Int])] = [
    ("atto", 40, [2, 2, 6, 2]), ("femto", 48, [2, 2, 6, 2]), ("pico", 64, [2, 2, 6, 2]),
    ("nano", 80, [2, 2, 8, 2]), ("tiny", 96, [3, 3, 9, 3]), ("small", 96, [3, 3, 27, 3]),
    ("base", 128, [3, 3, 27, 3]), ("large", 192, [3, 3, 27, 3]), ("xlarge", 256, [3, 3, 27, 3]),
    ("huge", 352, [3, 3, 27, 3]),
  ]
}

import Kernels

/// One worker's way through the encoder's convolutions and back.
///
/// `@unchecked Sendable` because a worker only ever uses its own.
final class EncoderPass: @unchecked Sendable {
  private let shape: AutoencoderShape
  private let layouts: [MapLayout]
  private let deltas: [FloatBuffer]
  private let offsets: [[Int32]]
  private let deltaOffsets: [[Int32]]
  private let result: FloatBuffer
  /// The last maps [filter][row][column], or the gradient by them.
  let features: FloatBuffer

  init(_ shape: AutoencoderShape, like trace: EncoderTrace) {
    self.shape = shape
    layouts = Self.layouts(shape)
    deltas = layouts.map { FloatBuffer($0.length) }
    offsets = trace.layouts.map(\.offsets)
    deltaOffsets = layouts.map(\.offsets)
    result = FloatBuffer(Self.resultLength(shape))
    features = FloatBuffer(shape.features)
  }

  static func bytes(_ shape: AutoencoderShape) -> Int {
    4 * (layouts(shape).map(\.length).reduce(0, +) + resultLength(shape) + shape.features)
  }

  private static func layouts(_ shape: AutoencoderShape) -> [MapLayout] {
    (0..<shape.levels).map {
      MapLayout(
        channels: shape.filters[$0], height: shape.side >> $0, width: shape.side >> $0,
        border: shape.kernel / 2)
    }
  }

  private static func resultLength(_ shape: AutoencoderShape) -> Int {
    layouts(shape).enumerated().map { max($1.channels, shape.inputs($0)) * $1.count }.max() ?? 0
  }

  private func lastPlanes() -> Planar.Planes {
    Planar.Planes(
      features.pointer, row: shape.lastSide, plane: shape.lastSide * shape.lastSide)
  }

  /// From the image in `trace` to ``features``.
  func forward(_ trace: EncoderTrace, _ weights: PackedAutoencoder) {
    for level in 0..<shape.levels {
      let (layout, kernel) = (layouts[level], weights.encoder[level])
      Planar.convolution(
        outputs: kernel.outputs, offsets: offsets[level], count: layout.count,
        weights: kernel.forward.pointer, bias: kernel.bias.pointer,
        x: trace.maps[level].pointer, y: result.pointer, yStride: layout.count)
      let next =
        level + 1 < shape.levels
        ? trace.layouts[level + 1].pixels(trace.maps[level + 1].pointer) : lastPlanes()
      Planar.pool(
        channels: kernel.outputs, height: layout.height / 2, width: layout.width / 2,
        layout.result(result.pointer), into: next, which: trace.which[level])
    }
  }

  /// From the gradient in ``features`` to that by the convolutions' weights,
  /// which is added to `gradient`.
  func backward(
    _ trace: EncoderTrace, _ weights: PackedAutoencoder, places: [(Int, Int)],
    gradient: UnsafeMutablePointer<Float>
  ) {
    for level in (0..<shape.levels).reversed() {
      let (layout, kernel) = (layouts[level], weights.encoder[level])
      let delta =
        level + 1 < shape.levels ? layouts[level + 1].result(result.pointer) : lastPlanes()
      let start = deltas[level].pointer
      Planar.unpool(
        channels: kernel.outputs, height: layout.height / 2, width: layout.width / 2, delta,
        which: trace.which[level], into: layout.pixels(start))
      Planar.convolutionGradient(
        outputs: kernel.outputs, offsets: offsets[level], count: layout.count,
        delta: start + layout.origin, deltaStride: layout.plane, x: trace.maps[level].pointer,
        gradient: gradient + places[level].0, biasGradient: gradient + places[level].1)
      guard level > 0 else { return }
      Planar.convolution(
        outputs: kernel.inputs, offsets: deltaOffsets[level], count: layout.count,
        weights: kernel.backward.pointer, bias: nil, x: start, y: result.pointer,
        yStride: layout.count)
    }
  }
}

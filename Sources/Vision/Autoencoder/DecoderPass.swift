import Kernels

/// One worker's way through the decoder's convolutions and back.
///
/// `@unchecked Sendable` because a worker only ever uses its own.
final class DecoderPass: @unchecked Sendable {
  private let shape: AutoencoderShape
  private let layouts: [MapLayout]
  private let maps: [FloatBuffer]
  private let deltaLayouts: [MapLayout]
  private let deltas: [FloatBuffer]
  private let offsets: [[Int32]]
  private let deltaOffsets: [[Int32]]
  private let result: FloatBuffer
  /// The image [channel][row][column] as rebuilt.
  let output: FloatBuffer
  /// What it should be.
  let target: FloatBuffer
  private let difference: FloatBuffer

  init(_ shape: AutoencoderShape) {
    self.shape = shape
    layouts = Self.layouts(shape, deltas: false)
    deltaLayouts = Self.layouts(shape, deltas: true)
    maps = layouts.map { FloatBuffer($0.length) }
    deltas = deltaLayouts.map { FloatBuffer($0.length) }
    offsets = layouts.map(\.offsets)
    deltaOffsets = deltaLayouts.map(\.offsets)
    result = FloatBuffer(Self.resultLength(shape))
    output = FloatBuffer(shape.imageLength)
    target = FloatBuffer(shape.imageLength)
    difference = FloatBuffer(shape.imageLength)
  }

  static func bytes(_ shape: AutoencoderShape) -> Int {
    let maps = layouts(shape, deltas: false) + layouts(shape, deltas: true)
    return 4 * (maps.map(\.length).reduce(0, +) + resultLength(shape) + 3 * shape.imageLength)
  }

  private static func layouts(_ shape: AutoencoderShape, deltas: Bool) -> [MapLayout] {
    (0..<shape.levels).reversed().map { level in
      let side = shape.side >> (level + 1)
      return MapLayout(
        channels: deltas ? 4 * shape.inputs(level) : shape.filters[level], height: side,
        width: side, border: (shape.kernel / 2 + 1) / 2)
    }
  }

  private static func resultLength(_ shape: AutoencoderShape) -> Int {
    zip(layouts(shape, deltas: false), layouts(shape, deltas: true))
      .map { max($0.channels, $1.channels) * $0.count }.max() ?? 0
  }

  private func image(_ buffer: FloatBuffer) -> Planar.Planes {
    Planar.Planes(buffer.pointer, row: shape.side, plane: shape.side * shape.side)
  }

  /// From the last maps, a column of planar values, to ``output``.
  func forward(
    _ column: UnsafePointer<Float>, stride: Int, _ weights: PackedAutoencoder
  ) {
    fill(column, stride: stride)
    for level in 0..<shape.levels {
      let (layout, kernel) = (layouts[level], weights.decoder[level])
      Planar.convolution(
        outputs: kernel.outputs, offsets: offsets[level], count: layout.count,
        weights: kernel.forward.pointer, bias: kernel.bias.pointer, x: maps[level].pointer,
        y: result.pointer, yStride: layout.count)
      let isLast = level + 1 == shape.levels
      Planar.interleave(
        channels: kernel.outputs / 4, height: layout.height, width: layout.width,
        relu: !isLast || shape.isRectified, layout.result(result.pointer),
        into: isLast ? image(output) : layouts[level + 1].pixels(maps[level + 1].pointer))
    }
  }

  private func fill(_ column: UnsafePointer<Float>, stride: Int) {
    let pixels = layouts[0].pixels(maps[0].pointer)
    let side = shape.lastSide
    for line in 0..<layouts[0].channels * side {
      let to = pixels.start + line / side * pixels.plane + line % side * pixels.row
      for x in 0..<side { to[x] = column[(line * side + x) * stride] }
    }
  }

  /// Half the squared differences from ``target``, summed; sets the gradient by
  /// the output to the differences times `share`.
  func loss(share: Float) -> Double {
    let area = shape.side * shape.side
    return Planar.difference(
      features: shape.channels, count: area, valid: area, factor: share, y: output.pointer,
      yStride: area, target: target.pointer, targetStride: area, delta: difference.pointer,
      deltaStride: area) / 2
  }

  /// From the gradient by the output to that by the weights, which is added to
  /// `gradient`, and to that by the last maps, which takes their place.
  func backward(
    _ weights: PackedAutoencoder, places: [(Int, Int)], gradient: UnsafeMutablePointer<Float>,
    column: UnsafeMutablePointer<Float>, stride: Int
  ) {
    var delta = image(difference)
    var like = shape.isRectified ? image(output) : nil
    for level in (0..<shape.levels).reversed() {
      let (layout, deltaLayout) = (layouts[level], deltaLayouts[level])
      let kernel = weights.decoder[level]
      let (start, place) = (deltas[level].pointer, places[shape.levels + level])
      Planar.deinterleave(
        channels: kernel.outputs / 4, height: layout.height, width: layout.width, delta,
        like: like, into: deltaLayout.pixels(start))
      Planar.convolutionGradient(
        outputs: kernel.outputs, offsets: offsets[level], count: layout.count,
        delta: start + deltaLayout.origin, deltaStride: deltaLayout.plane,
        x: maps[level].pointer, gradient: gradient + place.0, biasGradient: gradient + place.1)
      Planar.convolution(
        outputs: kernel.inputs, offsets: deltaOffsets[level], count: layout.count,
        weights: kernel.backward.pointer, bias: nil, x: start, y: result.pointer,
        yStride: layout.count)
      delta = layout.result(result.pointer)
      like = layout.pixels(maps[level].pointer)
    }
    drain(delta, into: column, stride: stride)
  }

  /// The gradient by the last maps, 0 where they were cut at 0.
  private func drain(
    _ delta: Planar.Planes, into column: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let side = shape.lastSide
    for line in 0..<layouts[0].channels * side {
      let from = delta.start + line / side * delta.plane + line % side * delta.row
      for x in 0..<side {
        let place = (line * side + x) * stride
        column[place] = column[place] > 0 ? from[x] : 0
      }
    }
  }
}

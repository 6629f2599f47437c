import Kernels

/// What the way back through the encoder needs of one image: what went into
/// each convolution and which pixels were the greatest of their four.
///
/// `@unchecked Sendable` because one worker at a time has it.
final class EncoderTrace: @unchecked Sendable {
  let layouts: [MapLayout]
  let maps: [FloatBuffer]
  let which: [UnsafeMutablePointer<UInt8>]

  init(_ shape: AutoencoderShape) {
    layouts = Self.layouts(shape)
    maps = layouts.map { FloatBuffer($0.length) }
    which = (0..<shape.levels).map {
      let places = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.pooled(shape, $0))
      places.initialize(repeating: 4, count: Self.pooled(shape, $0))
      return places
    }
  }

  deinit { which.forEach { $0.deallocate() } }

  static func bytes(_ shape: AutoencoderShape) -> Int {
    layouts(shape).map { 4 * $0.length }.reduce(0, +)
      + (0..<shape.levels).map { pooled(shape, $0) }.reduce(0, +)
  }

  private static func layouts(_ shape: AutoencoderShape) -> [MapLayout] {
    (0..<shape.levels).map {
      MapLayout(
        channels: shape.inputs($0), height: shape.side >> $0, width: shape.side >> $0,
        border: shape.kernel / 2)
    }
  }

  private static func pooled(_ shape: AutoencoderShape, _ level: Int) -> Int {
    let side = shape.side >> (level + 1)
    return shape.filters[level] * side * side
  }

  /// The pixels of the image that is encoded.
  var image: Planar.Planes { layouts[0].pixels(maps[0].pointer) }
}

import Fitting
import Kernels
import Rasters

/// The images of a training, in memory [image][channel][row][column].
struct TrainingImages: Sendable {
  let count: Int
  let channels: Int
  let side: Int
  let values: FloatBuffer

  private static let block = 256

  /// Draws at most `most` images of the source, each as likely as any other;
  /// all of those that are stored already are taken as they lie.
  init(_ source: any ImageSource, most: Int, context: FitContext) throws {
    if let stored = source as? StoredImages, stored.count <= most {
      (count, channels, side) = (stored.count, stored.channels, stored.side)
      values = stored.values
      for place in 0..<count { try Self.checkFinite(image(Int32(place)), length, named: place) }
      return
    }
    let drawn = ClusterQuality.draw(
      min(most, source.count), of: Array(0..<source.count), seed: context.seed
    ).sorted()
    count = drawn.count
    channels = source.channels
    side = source.side
    let length = source.channels * source.side * source.side
    values = FloatBuffer(drawn.count * length)
    var next = 0
    for start in stride(from: 0, to: source.count, by: Self.block) {
      try context.checkpoint()
      let range = start..<min(source.count, start + Self.block)
      let end = drawn[next...].firstIndex { $0 >= range.upperBound } ?? drawn.count
      guard end > next else { continue }
      let images = try source.images(in: range)
      try Self.check(images, range, of: source)
      for place in next..<end {
        try Self.copy(
          images, drawn[place] - start, named: drawn[place], to: values.pointer + place * length)
      }
      next = end
    }
  }

  private static func check(
    _ images: ImageBatch, _ range: Range<Int>, of source: any ImageSource
  ) throws {
    let isAsked =
      images.count == range.count && images.channels == source.channels
      && images.width == source.side && images.height == source.side
    guard isAsked else {
      throw Failure(
        "images \(range.lowerBound + 1) to \(range.upperBound) to train on are"
          + " \(images.width)x\(images.height) pixels in \(images.channels) channels; they must be"
          + " \(source.side)x\(source.side) in \(source.channels)")
    }
  }

  private static func copy(
    _ images: ImageBatch, _ index: Int, named number: Int, to target: UnsafeMutablePointer<Float>
  ) throws {
    for (place, value) in images.values[images.range(index)].enumerated() { target[place] = value }
    try checkFinite(target, images.imageLength, named: number)
  }

  private static func checkFinite(
    _ image: UnsafePointer<Float>, _ length: Int, named number: Int
  ) throws {
    guard FloatBuffer.areFinite(image, length) else {
      throw Failure(
        "image \(number + 1) to train on holds values that are not finite; fill or stretch it")
    }
  }

  /// Values of an image.
  private var length: Int { channels * side * side }

  func image(_ index: Int32) -> UnsafePointer<Float> {
    UnsafePointer(values.pointer + Int(index) * length)
  }
}

extension TrainingImages {
  /// Some of the images as an epoch shows them: turned, and with noise on what
  /// is encoded; both follow from (seed, epoch, image) alone.
  ///
  /// `@unchecked Sendable` because nobody writes to the indices meanwhile.
  struct Batch: @unchecked Sendable {
    let images: TrainingImages
    let indices: UnsafeBufferPointer<Int32>
    /// Nil shows images as they are.
    let turns: CounterRandom?
    let noise: CounterRandom?
    let deviation: Float

    var count: Int { indices.count }

    private func turn(_ index: Int32) -> SquareTurn {
      SquareTurn(turns.map { Int($0.bits(UInt64(index)) >> 61) } ?? 0)
    }

    /// What is to be rebuilt.
    func loadTarget(_ place: Int, into out: UnsafeMutablePointer<Float>) {
      turn(indices[place]).apply(
        images.image(indices[place]), channels: images.channels, side: images.side, into: out,
        row: images.side, plane: images.side * images.side)
    }

    /// What is encoded.
    func load(_ place: Int, into out: Planar.Planes) {
      let index = indices[place]
      turn(index).apply(
        images.image(index), channels: images.channels, side: images.side, into: out.start,
        row: out.row, plane: out.plane)
      guard let noise else { return }
      let lines = images.channels * images.side
      for line in 0..<lines {
        let row = out.start + line / images.side * out.plane + line % images.side * out.row
        let first = (UInt64(index) * UInt64(lines) + UInt64(line)) * UInt64(images.side)
        for x in 0..<images.side {
          row[x] += deviation * Float(noise.normal(first + UInt64(x)))
        }
      }
    }
  }
}

package import Kernels
import Rasters

extension ConvolutionalAutoencoder {
  /// Images that go through the dense layers together; they share no sums.
  private static let slab = PlanarMatrix.lanes

  /// Codes [image][code unit].
  package func codes(of images: ImageBatch, workers: Workers) throws -> [Float] {
    let images = try fitting(images)
    let weights = PackedAutoencoder(shape, parameters)
    let codes = FloatBuffer(images.count * shape.latent)
    try forEachSlab(images.count, workers) {
      CodingBench(shape)
    } _: { bench, range in
      bench.encode(images, range, weights, into: codes)
    }
    return codes.values
  }

  /// Images rebuilt from their codes: denoised.
  package func reconstructions(of images: ImageBatch, workers: Workers) throws -> ImageBatch {
    try self.images(ofCodes: try codes(of: images, workers: workers), workers: workers)
  }

  /// Images of codes [image][code unit].
  package func images(ofCodes codes: [Float], workers: Workers) throws -> ImageBatch {
    guard codes.count.isMultiple(of: shape.latent) else {
      throw Failure("\(codes.count) values are no codes of \(shape.latent) each")
    }
    let count = codes.count / shape.latent
    let weights = PackedAutoencoder(shape, parameters)
    let values = FloatBuffer(count * shape.imageLength)
    try forEachSlab(count, workers) {
      DecodingBench(shape)
    } _: { bench, range in
      bench.decode(codes, range, weights, into: values)
    }
    return ImageBatch(
      count: count, channels: shape.channels, height: shape.side, width: shape.side,
      values: values.values)
  }

  /// Shares out slabs of images among workers with a bench each.
  private func forEachSlab<Bench: Sendable>(
    _ count: Int, _ workers: Workers, _ bench: () -> Bench,
    _ body: @Sendable (Bench, Range<Int>) -> Void
  ) throws {
    let slabs = (count + Self.slab - 1) / Self.slab
    let benches = (0..<max(1, min(workers.count, slabs))).map { _ in bench() }
    try Workers(benches.count).forEach(slabs) { worker, slab in
      body(benches[worker], slab * Self.slab..<min(count, (slab + 1) * Self.slab))
    }
  }

  /// The images with as many channels as are asked for.
  private func fitting(_ images: ImageBatch) throws -> ImageBatch {
    guard images.width == shape.side, images.height == shape.side else {
      throw Failure(
        "images of \(images.width)x\(images.height) pixels do not fit an autoencoder of"
          + " \(shape.side)x\(shape.side); bring them to its side")
    }
    if images.channels == shape.channels { return images }
    guard images.channels == 1 else {
      throw Failure(
        "images of \(images.channels) channels do not fit an autoencoder of \(shape.channels)")
    }
    var values: [Float] = []
    values.reserveCapacity(images.values.count * shape.channels)
    for image in 0..<images.count {
      for _ in 0..<shape.channels { values += images.values[images.range(image)] }
    }
    return ImageBatch(
      count: images.count, channels: shape.channels, height: shape.side, width: shape.side,
      values: values)
  }
}

/// One worker's buffers for encoding a slab.
///
/// `@unchecked Sendable` because a worker only ever uses its own.
private final class CodingBench: @unchecked Sendable {
  private let shape: AutoencoderShape
  private let trace: EncoderTrace
  private let pass: EncoderPass
  private let features: FloatBuffer
  private let codes: FloatBuffer

  init(_ shape: AutoencoderShape) {
    self.shape = shape
    trace = EncoderTrace(shape)
    pass = EncoderPass(shape, like: trace)
    features = FloatBuffer(shape.features * PlanarMatrix.lanes)
    codes = FloatBuffer(shape.latent * PlanarMatrix.lanes)
  }

  func encode(
    _ images: ImageBatch, _ range: Range<Int>, _ weights: PackedAutoencoder, into out: FloatBuffer
  ) {
    let lanes = PlanarMatrix.lanes
    for (lane, image) in range.enumerated() {
      images.values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        let planes = trace.image
        SquareTurn(0).apply(
          start + images.range(image).lowerBound, channels: shape.channels, side: shape.side,
          into: planes.start, row: planes.row, plane: planes.plane)
      }
      pass.forward(trace, weights)
      for place in 0..<shape.features {
        features.pointer[place * lanes + lane] = pass.features.pointer[place]
      }
    }
    let values = weights.parameters.pointer
    Planar.affine(
      outputs: shape.latent, inputs: shape.features, count: lanes,
      weights: values + weights.places.code.0, bias: values + weights.places.code.1,
      x: features.pointer, xStride: lanes, y: codes.pointer, yStride: lanes,
      activation: shape.isRectified ? .relu : .linear)
    for (lane, image) in range.enumerated() {
      for unit in 0..<shape.latent {
        out.pointer[image * shape.latent + unit] = codes.pointer[unit * lanes + lane]
      }
    }
  }
}

/// One worker's buffers for decoding a slab.
///
/// `@unchecked Sendable` because a worker only ever uses its own.
private final class DecodingBench: @unchecked Sendable {
  private let shape: AutoencoderShape
  private let pass: DecoderPass
  private let codes: FloatBuffer
  private let features: FloatBuffer

  init(_ shape: AutoencoderShape) {
    self.shape = shape
    pass = DecoderPass(shape)
    codes = FloatBuffer(shape.latent * PlanarMatrix.lanes)
    features = FloatBuffer(shape.features * PlanarMatrix.lanes)
  }

  func decode(
    _ given: [Float], _ range: Range<Int>, _ weights: PackedAutoencoder, into out: FloatBuffer
  ) {
    let lanes = PlanarMatrix.lanes
    for (lane, image) in range.enumerated() {
      for unit in 0..<shape.latent {
        codes.pointer[unit * lanes + lane] = given[image * shape.latent + unit]
      }
    }
    let values = weights.parameters.pointer
    Planar.affine(
      outputs: shape.features, inputs: shape.latent, count: lanes,
      weights: values + weights.places.expand.0, bias: values + weights.places.expand.1,
      x: codes.pointer, xStride: lanes, y: features.pointer, yStride: lanes, activation: .relu)
    for (lane, image) in range.enumerated() {
      pass.forward(features.pointer + lane, stride: lanes, weights)
      (out.pointer + image * shape.imageLength).update(
        from: pass.output.pointer, count: shape.imageLength)
    }
  }
}

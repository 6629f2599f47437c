import Encoders
import Kernels

/// Loss and gradient of whole batches. Convolutions go image by image, in slabs
/// whose gradients are added in their order; dense layers go over the whole
/// batch, row by row of their weights. So nothing depends on who does what.
///
/// `@unchecked Sendable` because workers write to disjoint parts.
final class AutoencoderGradient: @unchecked Sendable {
  /// Slabs of a batch, at most.
  static let mostSlabs = 16
  private static let leastSlab = 2
  private static let rowBlock = 64

  private let shape: AutoencoderShape
  private let weights: PackedAutoencoder
  private let team: WorkerTeam
  private let traces: [EncoderTrace]
  private let encoders: [EncoderPass]
  private let decoders: [DecoderPass]
  private let places: [(Int, Int)]
  private let stride: Int
  /// Last maps, their gradient's place, codes and their gradient, planar.
  private let features: FloatBuffer
  private let expanded: FloatBuffer
  private let codes: FloatBuffer
  private let codeDeltas: FloatBuffer
  private let slabLength: Int
  private let slabs: FloatBuffer
  private let losses = UnsafeMutablePointer<Double>.allocate(
    capacity: AutoencoderGradient.mostSlabs)
  /// The gradient of the last batch, laid out as the parameters.
  let gradient: FloatBuffer

  init(_ weights: PackedAutoencoder, batch: Int, workers: Workers) {
    shape = weights.shape
    self.weights = weights
    let shape = weights.shape
    let traces = (0..<batch).map { _ in EncoderTrace(shape) }
    self.traces = traces
    let team = WorkerTeam(Workers(min(workers.count, Self.mostSlabs, max(1, batch))))
    self.team = team
    encoders = (0..<team.count).map { _ in EncoderPass(shape, like: traces[0]) }
    decoders = (0..<team.count).map { _ in DecoderPass(shape) }
    places = weights.gradientPlaces
    stride = PlanarMatrix.padded(batch)
    features = FloatBuffer(shape.features * stride)
    expanded = FloatBuffer(shape.features * stride)
    codes = FloatBuffer(shape.latent * stride)
    codeDeltas = FloatBuffer(shape.latent * stride)
    slabLength = PackedAutoencoder.gradientLength(shape)
    slabs = FloatBuffer(Self.mostSlabs * slabLength)
    gradient = FloatBuffer(weights.parameters.count)
  }

  deinit { losses.deallocate() }

  /// The mean loss of a batch, half the mean squared error; also sets
  /// ``gradient`` where `learning`.
  func loss(_ batch: TrainingImages.Batch, learning: Bool) -> Double {
    let count = batch.count
    let size = max(Self.leastSlab, (count + Self.mostSlabs - 1) / Self.mostSlabs)
    let slabCount = (count + size - 1) / size
    func forEachSlab(_ body: @escaping @Sendable (Int, Int, Range<Int>) -> Void) {
      team.forEach(slabCount) { worker, slab in
        body(worker, slab, slab * size..<min(count, (slab + 1) * size))
      }
    }
    forEachSlab { [self] worker, _, images in encode(batch, images, encoders[worker]) }
    codeForward(count)
    let share = 1 / Float(count * shape.imageLength)
    forEachSlab { [self] worker, slab, images in
      decode(batch, images, slab, decoders[worker], share: share, learning: learning)
    }
    if learning {
      codeBackward(count)
      forEachSlab { [self] worker, slab, images in
        encodeBackward(images, slab, encoders[worker])
      }
      addSlabs(slabCount)
    }
    return (0..<slabCount).reduce(0) { $0 + losses[$1] } / Double(count * shape.imageLength)
  }

  private func encode(_ batch: TrainingImages.Batch, _ images: Range<Int>, _ pass: EncoderPass) {
    for image in images {
      batch.load(image, into: traces[image].image)
      pass.forward(traces[image], weights)
      for place in 0..<shape.features {
        features.pointer[place * stride + image] = pass.features.pointer[place]
      }
    }
  }

  private func decode(
    _ batch: TrainingImages.Batch, _ images: Range<Int>, _ slab: Int, _ pass: DecoderPass,
    share: Float, learning: Bool
  ) {
    let sum = slabs.pointer + slab * slabLength
    if learning { sum.update(repeating: 0, count: slabLength) }
    losses[slab] = 0
    for image in images {
      let column = expanded.pointer + image
      batch.loadTarget(image, into: pass.target.pointer)
      pass.forward(column, stride: stride, weights)
      losses[slab] += pass.loss(share: share)
      if learning {
        pass.backward(weights, places: places, gradient: sum, column: column, stride: stride)
      }
    }
  }

  private func encodeBackward(_ images: Range<Int>, _ slab: Int, _ pass: EncoderPass) {
    for image in images {
      for place in 0..<shape.features {
        pass.features.pointer[place] = expanded.pointer[place * stride + image]
      }
      pass.backward(
        traces[image], weights, places: places, gradient: slabs.pointer + slab * slabLength)
    }
  }

  /// Adds the slabs in their order, and puts the sum into its places.
  private func addSlabs(_ count: Int) {
    let sum = slabs.pointer
    for slab in 1..<max(1, count) {
      let part = slabs.pointer + slab * slabLength
      for index in 0..<slabLength { sum[index] += part[index] }
    }
    weights.unpack(sum, into: gradient.pointer)
  }
}

/// The dense layers.
extension AutoencoderGradient {
  private func forEachBlock(
    _ rows: Int, of size: Int = AutoencoderGradient.rowBlock,
    _ body: @escaping @Sendable (Range<Int>) -> Void
  ) {
    team.forEach((rows + size - 1) / size) { _, block in
      body(block * size..<min(rows, (block + 1) * size))
    }
  }

  /// Codes and expanded maps of all images.
  private func codeForward(_ count: Int) {
    let columns = PlanarMatrix.padded(count)
    forEachBlock(shape.latent, of: 8) { [self] rows in
      dense(
        weights.places.code, rows, inputs: shape.features, columns, from: features, to: codes,
        shape.isRectified ? .relu : .linear)
    }
    forEachBlock(shape.features) { [self] rows in
      dense(
        weights.places.expand, rows, inputs: shape.latent, columns, from: codes, to: expanded,
        .relu)
    }
  }

  private func dense(
    _ place: (Int, Int), _ rows: Range<Int>, inputs: Int, _ columns: Int, from x: FloatBuffer,
    to y: FloatBuffer, _ activation: Planar.Activation
  ) {
    let values = weights.parameters.pointer
    Planar.affine(
      outputs: rows.count, inputs: inputs, count: columns,
      weights: values + place.0 + rows.lowerBound * inputs,
      bias: values + place.1 + rows.lowerBound, x: x.pointer, xStride: stride,
      y: y.pointer + rows.lowerBound * stride, yStride: stride, activation: activation)
  }

  /// From the gradient by the expanded maps to that by the encoder's last maps
  /// in its place, and to those of both layers' weights.
  private func codeBackward(_ count: Int) {
    let columns = PlanarMatrix.padded(count)
    forEachBlock(shape.features) { [self] rows in
      for row in rows {
        let rest = expanded.pointer + row * stride + count
        rest.update(repeating: 0, count: columns - count)
      }
      denseGradient(
        weights.places.expand, rows, inputs: shape.latent, columns, delta: expanded, x: codes)
    }
    forEachBlock(shape.latent, of: 8) { [self] rows in
      Planar.transposedRows(
        rows, outputs: shape.latent, inputs: shape.features, count: columns,
        weights: weights.parameters.pointer + weights.places.expand.0, x: expanded.pointer,
        xStride: stride,
        y: codeDeltas.pointer, yStride: stride)
      if shape.isRectified {
        Planar.activationGradient(
          .relu, features: rows.count, count: columns,
          output: codes.pointer + rows.lowerBound * stride, outputStride: stride,
          delta: codeDeltas.pointer + rows.lowerBound * stride, deltaStride: stride)
      }
      denseGradient(
        weights.places.code, rows, inputs: shape.features, columns, delta: codeDeltas, x: features)
    }
    forEachBlock(shape.features) { [self] rows in
      Planar.transposedRows(
        rows, outputs: shape.features, inputs: shape.latent, count: columns,
        weights: weights.parameters.pointer + weights.places.code.0, x: codeDeltas.pointer,
        xStride: stride,
        y: expanded.pointer, yStride: stride)
    }
  }

  private func denseGradient(
    _ place: (Int, Int), _ rows: Range<Int>, inputs: Int, _ columns: Int, delta: FloatBuffer,
    x: FloatBuffer
  ) {
    let start = gradient.pointer + place.0 + rows.lowerBound * inputs
    let bias = gradient.pointer + place.1 + rows.lowerBound
    start.update(repeating: 0, count: rows.count * inputs)
    bias.update(repeating: 0, count: rows.count)
    Planar.outer(
      rows: rows.count, columns: inputs, count: columns,
      a: delta.pointer + rows.lowerBound * stride, aStride: stride, b: x.pointer,
      bStride: stride, gradient: start, biasGradient: bias)
  }
}

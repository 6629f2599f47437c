import Kernels

/// One worker's way of taking a slab of samples through a network and back.
///
/// A batch is worked through in slabs of fixed size whose gradients are added
/// in slab order, so the sum does not depend on who computed which.
///
/// `@unchecked Sendable` because a worker only ever uses its own.
final class SlabPass: @unchecked Sendable {
  /// Samples of a slab: the outputs of two layers stay in the first-level
  /// cache, and batches have something to share out.
  static let pixels = 128

  private let layers: [DenseNetwork.Layer]
  private let penalties: [Float]
  private let contractions: [Float]
  private let target: FloatBuffer
  private let noisy: FloatBuffer
  private let outputs: [FloatBuffer]
  /// Squared norms of a layer's weights by unit, and its squared slopes.
  private let norms: FloatBuffer
  private let slopes: FloatBuffer
  private var delta: FloatBuffer
  private var nextDelta: FloatBuffer

  init(layers: [DenseNetwork.Layer], penalties: [Double], contractions: [Double] = []) {
    self.layers = layers
    self.penalties = layers.indices.map { $0 < penalties.count ? Float(penalties[$0]) : 0 }
    self.contractions = layers.indices.map {
      $0 < contractions.count ? Float(contractions[$0]) : 0
    }
    let inputs = (layers.first?.inputs ?? 0) * Self.pixels
    let widest = layers.map { max($0.inputs, $0.outputs) }.max() ?? 0
    target = FloatBuffer(inputs)
    noisy = FloatBuffer(inputs)
    outputs = layers.map { FloatBuffer($0.outputs * Self.pixels) }
    norms = FloatBuffer(widest)
    slopes = FloatBuffer(widest)
    delta = FloatBuffer(widest * Self.pixels)
    nextDelta = FloatBuffer(widest * Self.pixels)
  }

  /// The slab's part of the batch's loss; its part of the gradient is set in
  /// `gradient`, laid out as the parameters, where one is asked for.
  func run(
    _ slab: SampleBatch.Slab, of rows: TrainingRows, noise: InputNoise?,
    parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?
  ) -> Double {
    rows.gather(slab.indices, padded: slab.padded, into: target.pointer, stride: Self.pixels)
    noise?.add(
      to: target.pointer, indices: slab.indices, padded: slab.padded, features: rows.features,
      stride: Self.pixels, into: noisy.pointer)
    let input = noise == nil ? target : noisy
    forward(input, parameters, count: slab.padded)
    var loss = outputLoss(slab)
    for index in layers.indices.reversed() {
      loss += penalty(of: index, slab)
      loss += contraction(of: index, parameters, slab)
      if let gradient {
        backward(index, input, parameters, gradient, count: slab.padded)
        contract(index, parameters, gradient, slab)
      }
    }
    return loss
  }

  private func forward(_ input: FloatBuffer, _ parameters: UnsafePointer<Float>, count: Int) {
    for (index, layer) in layers.enumerated() {
      let x = index == 0 ? input : outputs[index - 1]
      layer.forward(
        parameters, x.pointer, Self.pixels, into: outputs[index].pointer, Self.pixels, count: count)
    }
  }

  /// Mean over batch and features of (y - target)²; sets delta to its
  /// derivative 2 (y - target) / (batch · features).
  private func outputLoss(_ slab: SampleBatch.Slab) -> Double {
    guard let last = layers.last, let output = outputs.last else { return 0 }
    let terms = Double(slab.batch * last.outputs)
    let squares = Planar.difference(
      features: last.outputs, count: slab.padded, valid: slab.indices.count,
      factor: Float(2 / terms), y: output.pointer, yStride: Self.pixels,
      target: target.pointer, targetStride: Self.pixels, delta: delta.pointer,
      deltaStride: Self.pixels)
    return squares / terms
  }

  /// λ Σ|y| / batch of a layer; adds λ sign(y) / batch to delta.
  private func penalty(of index: Int, _ slab: SampleBatch.Slab) -> Double {
    guard penalties[index] > 0 else { return 0 }
    let factor = penalties[index] / Float(slab.batch)
    let sum = Planar.absolutePenalty(
      features: layers[index].outputs, count: slab.padded, valid: slab.indices.count,
      factor: factor, y: outputs[index].pointer, yStride: Self.pixels, delta: delta.pointer,
      deltaStride: Self.pixels)
    return sum * Double(penalties[index]) / Double(slab.batch)
  }

  /// λ Σ ||∂y/∂x||² / batch of a layer, with ∂y/∂x = diag(f') W: unit by unit
  /// f'² |w|². Adds its derivative by the outputs to delta, and keeps |w|² and
  /// Σ f'² for ``contract(_:_:_:_:)``.
  private func contraction(
    of index: Int, _ parameters: UnsafePointer<Float>, _ slab: SampleBatch.Slab
  ) -> Double {
    guard contractions[index] > 0 else { return 0 }
    let layer = layers[index]
    for unit in 0..<layer.outputs {
      let weights = parameters + layer.weightOffset + unit * layer.inputs
      norms.pointer[unit] = (0..<layer.inputs).reduce(0) { $0 + weights[$1] * weights[$1] }
    }
    let factor = contractions[index] / Float(slab.batch)
    let sum = Planar.contraction(
      layer.activation, features: layer.outputs, valid: slab.indices.count, factor: factor,
      norms: norms.pointer, y: outputs[index].pointer, yStride: Self.pixels,
      delta: delta.pointer, deltaStride: Self.pixels, sums: slopes.pointer)
    return sum * Double(contractions[index]) / Double(slab.batch)
  }

  /// The derivative of the same by the weights: 2 λ w Σ f'² / batch.
  private func contract(
    _ index: Int, _ parameters: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>,
    _ slab: SampleBatch.Slab
  ) {
    guard contractions[index] > 0 else { return }
    let layer = layers[index]
    for unit in 0..<layer.outputs {
      let factor = 2 * contractions[index] / Float(slab.batch) * slopes.pointer[unit]
      let start = layer.weightOffset + unit * layer.inputs
      for place in start..<start + layer.inputs { gradient[place] += factor * parameters[place] }
    }
  }

  /// From dL/dy of a layer in delta to its gradient, and to dL/dx in delta.
  private func backward(
    _ index: Int, _ input: FloatBuffer, _ parameters: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>, count: Int
  ) {
    let layer = layers[index]
    let x = index == 0 ? input : outputs[index - 1]
    Planar.activationGradient(
      layer.activation, features: layer.outputs, count: count, output: outputs[index].pointer,
      outputStride: Self.pixels, delta: delta.pointer, deltaStride: Self.pixels)
    (gradient + layer.weightOffset).update(repeating: 0, count: layer.end - layer.weightOffset)
    Planar.outer(
      rows: layer.outputs, columns: layer.inputs, count: count, a: delta.pointer,
      aStride: Self.pixels, b: x.pointer, bStride: Self.pixels,
      gradient: gradient + layer.weightOffset, biasGradient: gradient + layer.biasOffset)
    guard index > 0 else { return }
    Planar.affine(
      outputs: layer.inputs, inputs: layer.outputs, count: count,
      weights: parameters + layer.weightOffset, transposed: true, bias: nil, x: delta.pointer,
      xStride: Self.pixels, y: nextDelta.pointer, yStride: Self.pixels)
    swap(&delta, &nextDelta)
  }
}

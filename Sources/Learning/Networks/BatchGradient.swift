import Kernels

/// Loss and gradient of whole batches, slabs shared out among workers.
///
/// `@unchecked Sendable` because workers write to their own slab's part.
final class BatchGradient: @unchecked Sendable {
  /// Slabs whose gradients are held at once; a constant, so that the order
  /// of additions is one.
  private static let group = 16

  private let rows: TrainingRows
  private let workers: Workers
  private let passes: [SlabPass]
  private let parameterCount: Int
  private let slabGradients: FloatBuffer
  private let slabLosses = UnsafeMutablePointer<Double>.allocate(capacity: BatchGradient.group)
  /// The sum over the last batch, laid out as the parameters.
  let gradient: FloatBuffer

  init(network: DenseNetwork, rows: TrainingRows, options: TrainingOptions, workers: Workers) {
    self.rows = rows
    self.workers = workers
    passes = (0..<workers.count).map { _ in
      SlabPass(layers: network.layers, penalties: options.penalties)
    }
    parameterCount = network.parameters.count
    let slabs = (min(options.batch, rows.count) + SlabPass.pixels - 1) / SlabPass.pixels
    slabGradients = FloatBuffer(min(Self.group, slabs) * parameterCount)
    gradient = FloatBuffer(parameterCount)
  }

  deinit { slabLosses.deallocate() }

  /// The mean loss over the samples of a batch; also sets ``gradient`` where
  /// `learning`.
  func loss(
    _ batch: SampleBatch, parameters: FloatBuffer, noise: InputNoise?, learning: Bool
  ) throws -> Double {
    let slabs = (batch.count + SlabPass.pixels - 1) / SlabPass.pixels
    var total = 0.0
    for start in stride(from: 0, to: slabs, by: Self.group) {
      let count = min(Self.group, slabs - start)
      try share(count) { [self] worker, item in
        slabLosses[item] = passes[worker].run(
          batch.slab(start + item), of: rows, noise: noise, parameters: parameters.pointer,
          gradient: learning ? slabGradients.pointer + item * parameterCount : nil)
      }
      for item in 0..<count { total += slabLosses[item] }
      if learning { add(count, isFirst: start == 0) }
    }
    return total
  }

  /// One slab is not worth waking anybody for.
  private func share(_ count: Int, _ body: @Sendable (Int, Int) throws -> Void) throws {
    if workers.count == 1 || count == 1 {
      for item in 0..<count { try body(0, item) }
    } else {
      try workers.forEach(count, body)
    }
  }

  /// Adds the gradients of `count` slabs in their order.
  private func add(_ count: Int, isFirst: Bool) {
    let sum = gradient.pointer
    let skipped = isFirst ? 1 : 0
    if isFirst { sum.update(from: slabGradients.pointer, count: parameterCount) }
    for item in skipped..<max(skipped, count) {
      let part = slabGradients.pointer + item * parameterCount
      for index in 0..<parameterCount { sum[index] += part[index] }
    }
  }
}

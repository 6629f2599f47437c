import Kernels

/// Loss and gradient of whole batches, slabs shared out among workers.
///
/// `@unchecked Sendable` because workers write to their own slab's part.
final class BatchGradient: @unchecked Sendable {
  /// Slabs whose gradients are held at once; a constant, so that the order
  /// of additions is one.
  private static let group = 16

  private let rows: TrainingRows
  private let team: WorkerTeam
  private let passes: [SlabPass]
  private let parameterCount: Int
  private let slabGradients: FloatBuffer
  private let slabLosses = UnsafeMutablePointer<Double>.allocate(capacity: BatchGradient.group)
  /// The sum over the last batch, laid out as the parameters.
  let gradient: FloatBuffer

  init(network: DenseNetwork, rows: TrainingRows, options: TrainingOptions, workers: Workers) {
    self.rows = rows
    let mostSlabs = Self.slabs(max(options.batch, options.validation > 0 ? rows.count : 0))
    team = WorkerTeam(Workers(min(workers.count, mostSlabs, Self.group)))
    passes = (0..<team.count).map { _ in
      SlabPass(
        layers: network.layers, penalties: options.penalties,
        contractions: options.contractions)
    }
    parameterCount = network.parameters.count
    let slabs = Self.slabs(min(options.batch, rows.count))
    slabGradients = FloatBuffer(min(Self.group, slabs) * parameterCount)
    gradient = FloatBuffer(parameterCount)
  }

  deinit { slabLosses.deallocate() }

  /// The mean loss over the samples of a batch; also sets ``gradient`` where
  /// `learning`.
  func loss(
    _ batch: SampleBatch, parameters: FloatBuffer, noise: InputNoise?, learning: Bool
  ) -> Double {
    let slabs = Self.slabs(batch.count)
    var total = 0.0
    for start in stride(from: 0, to: slabs, by: Self.group) {
      let count = min(Self.group, slabs - start)
      team.forEach(count) { [self] worker, item in
        slabLosses[item] = passes[worker].run(
          batch.slab(start + item), of: rows, noise: noise, parameters: parameters.pointer,
          gradient: learning ? slabGradients.pointer + item * parameterCount : nil)
      }
      for item in 0..<count { total += slabLosses[item] }
      if learning { add(count, isFirst: start == 0) }
    }
    return total
  }

  private static func slabs(_ samples: Int) -> Int {
    (samples + SlabPass.pixels - 1) / SlabPass.pixels
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

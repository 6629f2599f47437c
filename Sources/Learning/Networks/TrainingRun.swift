import Kernels
import Rasters

/// One training under way.
final class TrainingRun {
  private let options: TrainingOptions
  private let context: FitContext
  private let gradients: BatchGradient
  private let parameters: FloatBuffer
  private let weights: [Range<Int>]
  private var split: TrainingSplit
  private var adam: Adam
  private var stopping: EarlyStopping
  private(set) var result: TrainedNetwork

  init(
    _ network: DenseNetwork, _ samples: PlanarMatrix, _ options: TrainingOptions,
    _ context: FitContext
  ) {
    self.options = options
    self.context = context
    gradients = BatchGradient(
      network: network, rows: TrainingRows(samples), options: options, workers: context.workers)
    parameters = FloatBuffer(network.parameters)
    weights = network.layers.map { $0.weightOffset..<$0.biasOffset }
    split = TrainingSplit(count: samples.count, options)
    adam = Adam(count: parameters.count)
    stopping = EarlyStopping(patience: options.patience)
    result = TrainedNetwork(network: network, rate: options.rate)
  }

  func train() throws {
    for epoch in 0..<options.epochs {
      result.losses.append(try steadyEpoch(epoch))
      result.bestEpoch = epoch
      context.progress(options.stage, Double(epoch + 1) / Double(options.epochs))
      if judge(epoch) { break }
    }
    if let best = stopping.bestParameters {
      parameters.assign(best)
      result.bestEpoch = stopping.bestEpoch
    }
    result.network.parameters = parameters.values
  }

  /// An epoch that ends with finite weights: where one does not, it is
  /// repeated from where it began with half the rate.
  private func steadyEpoch(_ epoch: Int) throws -> Double {
    let start = parameters.values
    while true {
      if let loss = try runEpoch(epoch) { return loss }
      guard result.halvings < Trainer.halvings else {
        throw Failure(
          "\(options.stage): the loss is not a number even at a rate of \(result.rate); "
            + "scale the bands or lower 'rate'")
      }
      parameters.assign(start)
      adam.reset()
      result.rate /= 2
      result.halvings += 1
    }
  }

  /// The mean loss of an epoch; nil as soon as it is not a number.
  private func runEpoch(_ epoch: Int) throws -> Double? {
    split.shuffle(epoch: epoch)
    let noise = InputNoise(options, epoch: epoch)
    return try split.training.withUnsafeBufferPointer { order in
      var total = 0.0
      for (step, start) in stride(from: 0, to: order.count, by: options.batch).enumerated() {
        if step.isMultiple(of: 16) { try context.checkpoint() }
        let end = min(order.count, start + options.batch)
        let batch = SampleBatch(indices: UnsafeBufferPointer(rebasing: order[start..<end]))
        let loss = gradients.loss(
          batch, parameters: parameters, noise: noise, learning: true)
        guard loss.isFinite else { return nil }
        total += loss * Double(batch.count)
        update()
      }
      return parameters.isFinite ? total / Double(order.count) : nil
    }
  }

  private func update() {
    if options.weightDecay > 0 {
      let kept = Float(1 - result.rate * options.weightDecay)
      for range in weights {
        let values = parameters.pointer + range.lowerBound
        Planar.scale(count: range.count, x: values, gain: kept, offset: 0, y: values)
      }
    }
    adam.step(parameters, gradient: gradients.gradient.pointer, rate: result.rate)
  }

  /// Judges an epoch on the samples kept back; true when it was the last.
  private func judge(_ epoch: Int) -> Bool {
    guard !split.heldOut.isEmpty else { return false }
    let loss = split.heldOut.withUnsafeBufferPointer { indices in
      gradients.loss(
        SampleBatch(indices: indices), parameters: parameters, noise: nil, learning: false)
    }
    result.validationLosses.append(loss)
    return stopping.judge(loss, epoch: epoch, parameters: parameters)
  }
}

import Fitting
import Kernels
import Rasters

/// One training under way.
final class TrainingRun {
  private let options: TrainingOptions
  private let context: FitContext
  private let network: DenseNetwork
  private let rows: TrainingRows
  private let gradients: BatchGradient
  private let parameters: FloatBuffer
  private let weights: [Range<Int>]
  private var split: TrainingSplit
  private var course: TrainingCourse
  /// Batches between two pauses: few where they take long.
  private let pauseStep: Int

  init(
    _ network: DenseNetwork, _ samples: PlanarMatrix, _ options: TrainingOptions,
    _ context: FitContext
  ) {
    self.options = options
    self.context = context
    self.network = network
    rows = TrainingRows(samples)
    gradients = BatchGradient(
      network: network, rows: rows, options: options, workers: context.workers)
    parameters = FloatBuffer(network.parameters)
    weights = network.layers.map { $0.weightOffset..<$0.biasOffset }
    split = TrainingSplit(count: samples.count, options)
    course = TrainingCourse(
      parameters, rate: options.rate, patience: options.patience, context)
    let work = max(1, options.batch * parameters.count)
    pauseStep = max(1, min(16, Self.workBetweenPauses / work))
  }

  /// Samples times weights: some milliseconds.
  private static let workBetweenPauses = 10_000_000

  func train() throws {
    course.begin(subject)
    while !course.facts.isFinished {
      let epoch = course.facts.losses.count
      let loss = try steadyEpoch(epoch)
      let (heldOut, isLast) = judge(epoch)
      course.facts.finishEpoch(loss: loss, heldOut: heldOut)
      context.progress(options.stage, Double(epoch + 1) / Double(options.epochs))
      if isLast || epoch + 1 == options.epochs { course.finish() }
    }
  }

  var result: TrainedNetwork {
    var trained = network
    trained.parameters = parameters.values
    let facts = course.facts
    return TrainedNetwork(
      network: trained, losses: facts.losses, validationLosses: facts.heldOutLosses,
      bestEpoch: course.bestEpoch, rate: facts.rate, halvings: facts.halvings)
  }

  /// An epoch that ends with finite weights: where one does not, it is
  /// repeated from where it began with half the rate.
  private func steadyEpoch(_ epoch: Int) throws -> Double {
    course.beginEpoch()
    while true {
      if let loss = try runEpoch(epoch) { return loss }
      guard course.facts.halvings < Trainer.halvings else {
        throw Failure(
          "\(options.stage): the loss is not a number even at a rate of \(course.facts.rate); "
            + "scale the bands or lower 'rate'")
      }
      course.restartEpoch()
    }
  }

  /// The mean loss of an epoch, the rest of which is done here; nil as soon as
  /// it is not a number.
  private func runEpoch(_ epoch: Int) throws -> Double? {
    split.shuffle(epoch: epoch)
    let noise = InputNoise(options, epoch: epoch)
    return try split.training.withUnsafeBufferPointer { order in
      var (done, total) = (course.facts.batches, course.facts.total)
      while done * options.batch < order.count {
        if done.isMultiple(of: pauseStep) {
          (course.facts.batches, course.facts.total) = (done, total)
          try course.pause()
        }
        let first = done * options.batch
        let end = min(order.count, first + options.batch)
        let batch = SampleBatch(indices: UnsafeBufferPointer(rebasing: order[first..<end]))
        let loss = gradients.loss(
          batch, parameters: parameters, noise: noise, learning: true)
        guard loss.isFinite else { return nil }
        total += loss * Double(batch.count)
        update()
        done += 1
      }
      return parameters.isFinite ? total / Double(order.count) : nil
    }
  }

  private func update() {
    if options.weightDecay > 0 {
      let kept = Float(1 - course.facts.rate * options.weightDecay)
      for range in weights {
        let values = parameters.pointer + range.lowerBound
        Planar.scale(count: range.count, x: values, gain: kept, offset: 0, y: values)
      }
    }
    course.step(gradients.gradient.pointer, rate: course.facts.rate)
  }

  /// Judges an epoch on the samples kept back: the loss, and whether the epoch
  /// was the last.
  private func judge(_ epoch: Int) -> (loss: Double?, isLast: Bool) {
    guard !split.heldOut.isEmpty else { return (nil, false) }
    let loss = split.heldOut.withUnsafeBufferPointer { indices in
      gradients.loss(
        SampleBatch(indices: indices), parameters: parameters, noise: nil, learning: false)
    }
    return (loss, course.judge(loss, epoch: epoch))
  }

  private var subject: TrainingSubject {
    TrainingSubject(
      name: options.stage, settings: "\(options) \(network.widths) \(network.activations)",
      samples: rows.values, sampleLength: rows.values.count, initial: network.parameters,
      weights: parameters.count, epochs: options.epochs,
      batches: (split.training.count + options.batch - 1) / options.batch)
  }
}

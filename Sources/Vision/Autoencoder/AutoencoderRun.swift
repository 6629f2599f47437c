import Foundation
import Kernels
import Learning
import Rasters

/// One training of an autoencoder under way.
final class AutoencoderRun {
  static let stage = "train autoencoder"
  /// How often the rate is halved when the loss stops being a number.
  static let halvings = 3

  private let options: AutoencoderOptions
  private let context: FitContext
  private let images: TrainingImages
  private let weights: PackedAutoencoder
  /// Weights at the beginning of the epoch under way.
  private let start: FloatBuffer
  private let gradients: AutoencoderGradient
  private var split: TrainingSplit
  private var adam: Adam
  private var stopping: EarlyStopping
  private var facts: TrainingState.Facts

  init(
    _ shape: AutoencoderShape, _ parameters: [Float], _ images: TrainingImages,
    _ options: AutoencoderOptions, _ context: FitContext
  ) {
    self.options = options
    self.context = context
    self.images = images
    weights = PackedAutoencoder(shape, parameters)
    start = FloatBuffer(parameters.count)
    split = TrainingSplit(
      count: images.count, validation: options.validation, seed: context.seed)
    gradients = AutoencoderGradient(
      weights, batch: max(1, min(options.batch, images.count)), workers: context.workers)
    adam = Adam(count: parameters.count)
    stopping = EarlyStopping(patience: options.patience)
    facts = TrainingState.Facts(rate: options.rate)
  }

  /// The trained parameters: those of the best pass, or of the last where no
  /// images are kept back.
  func train() throws -> [Float] {
    if let earlier = context.keeper?.begin(subject) { restore(earlier) }
    while !facts.isFinished {
      let epoch = facts.losses.count
      guard let loss = try steadyEpoch(epoch) else {
        finish()
        break
      }
      let (heldOut, isLast) = try judge(epoch)
      facts.halvings = 0
      facts.finishEpoch(loss: loss, heldOut: heldOut)
      context.progress(Self.stage, Double(epoch + 1) / Double(options.epochs))
      if isLast || epoch + 1 == options.epochs { finish() }
    }
    return weights.parameters.values
  }

  private func finish() {
    if let best = stopping.bestParameters { weights.parameters.assign(best) }
    facts.isFinished = true
    context.keeper?.note(.finished) {
      var facts = facts
      (facts.bestEpoch, facts.bestLoss) = (stopping.bestEpoch, stopping.bestLoss)
      return TrainingState(facts: facts, vectors: [.weights: weights.parameters])
    }
  }

  /// The mean loss of a pass that ends with finite weights: where one does not,
  /// it is repeated from where it began with half the rate. Nil where that does
  /// not help either and there is a best pass to keep.
  private func steadyEpoch(_ epoch: Int) throws -> Double? {
    if facts.batches == 0 { start.assign(weights.parameters) }
    while facts.halvings <= Self.halvings {
      if let loss = try runEpoch(epoch) { return loss }
      weights.parameters.assign(start)
      weights.pack()
      adam.reset()
      facts.rate /= 2
      facts.halvings += 1
      facts.restartEpoch()
    }
    guard stopping.bestParameters != nil else {
      throw Failure(
        "\(Self.stage): the loss is not a number even at a rate of \(facts.rate);"
          + " scale the images to 0…1 or lower 'rate'")
    }
    facts.warnings.append(
      "The autoencoder's loss stopped being a number in pass \(epoch + 1);"
        + " the best pass before it, \(stopping.bestEpoch + 1), was kept.")
    return nil
  }

  /// The mean loss of a pass, the rest of which is done here; nil as soon as it
  /// is not a number.
  private func runEpoch(_ epoch: Int) throws -> Double? {
    split.shuffle(epoch: epoch)
    let order = split.training
    return try order.withUnsafeBufferPointer { order in
      while facts.batches * options.batch < order.count {
        try pause()
        let first = facts.batches * options.batch
        if facts.batches.isMultiple(of: 16) {
          let done = Double(epoch) + Double(first) / Double(order.count)
          context.progress(Self.stage, done / Double(options.epochs))
        }
        let end = min(order.count, first + options.batch)
        let batch = batch(UnsafeBufferPointer(rebasing: order[first..<end]), epoch: epoch)
        let loss = gradients.loss(batch, learning: true)
        guard loss.isFinite else { return nil }
        facts.total += loss * Double(batch.count)
        update()
        facts.batches += 1
      }
      return weights.parameters.isFinite ? facts.total / Double(order.count) : nil
    }
  }

  /// Images as a pass shows them, or as they are where `epoch` is nil.
  private func batch(_ indices: UnsafeBufferPointer<Int32>, epoch: Int?) -> TrainingImages.Batch {
    TrainingImages.Batch(
      images: images, indices: indices,
      turns: epoch.flatMap {
        options.augments ? random(AutoencoderOptions.Stream.turns(epoch: $0)) : nil
      },
      noise: epoch.flatMap {
        options.noise > 0 ? random(AutoencoderOptions.Stream.noise(epoch: $0)) : nil
      },
      deviation: Float(options.noise))
  }

  private func random(_ stream: UInt64) -> CounterRandom {
    CounterRandom(seed: context.seed, stream: stream)
  }

  private func update() {
    let decayed =
      facts.rate * pow(options.decay, Double(facts.steps) / Double(options.decaySteps))
    facts.steps += 1
    adam.step(weights.parameters, gradient: gradients.gradient.pointer, rate: decayed)
    weights.pack()
  }

  /// Judges a pass on the images kept back: the loss, and whether the pass was
  /// the last.
  private func judge(_ epoch: Int) throws -> (loss: Double?, isLast: Bool) {
    guard !split.heldOut.isEmpty else { return (nil, false) }
    let loss = try split.heldOut.withUnsafeBufferPointer { indices in
      var total = 0.0
      for start in stride(from: 0, to: indices.count, by: options.batch) {
        try pause()
        let end = min(indices.count, start + options.batch)
        let part = UnsafeBufferPointer(rebasing: indices[start..<end])
        total += gradients.loss(batch(part, epoch: nil), learning: false) * Double(part.count)
      }
      return total / Double(indices.count)
    }
    return (loss, stopping.judge(loss, epoch: epoch, parameters: weights.parameters))
  }

  var notes: FitNotes {
    var notes = FitNotes()
    notes.warnings = facts.warnings
    notes.curves.append(FitNotes.Curve(name: "autoencoder loss", values: facts.losses))
    if !facts.heldOutLosses.isEmpty {
      notes.curves.append(
        FitNotes.Curve(name: "autoencoder validation loss", values: facts.heldOutLosses))
    }
    notes.facts["autoencoder epochs"] = Double(facts.losses.count)
    let best = stopping.bestEpoch >= 0 ? stopping.bestEpoch : facts.losses.count - 1
    notes.facts["autoencoder best-epoch"] = Double(best + 1)
    if facts.rate < options.rate {
      notes.warnings.append("The autoencoder's training went on with a rate of \(facts.rate).")
    }
    return notes
  }
}

/// Breaking off and going on.
extension AutoencoderRun {
  private var subject: TrainingSubject {
    TrainingSubject(
      name: "autoencoder", settings: "\(options) \(weights.shape) seed \(context.seed)",
      samples: images.values, sampleLength: images.count * weights.shape.imageLength,
      weights: weights.parameters.count, epochs: options.epochs,
      batches: (split.training.count + options.batch - 1) / options.batch)
  }

  /// Between two batches.
  private func pause() throws {
    do {
      try context.checkpoint()
    } catch {
      context.keeper?.note(.brokenOff) { state }
      throw error
    }
    context.keeper?.note(.underWay) { state }
  }

  private var state: TrainingState {
    var state = TrainingState(facts: facts, vectors: [.weights: weights.parameters, .start: start])
    adam.note(in: &state)
    stopping.note(in: &state)
    return state
  }

  private func restore(_ state: TrainingState) {
    facts = state.facts
    if let values = state.vectors[.weights] { weights.parameters.assign(values) }
    if let values = state.vectors[.start] { start.assign(values) }
    weights.pack()
    adam.restore(state)
    stopping.restore(state)
  }
}

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
  private let gradients: AutoencoderGradient
  private var split: TrainingSplit
  private var adam: Adam
  private var stopping: EarlyStopping
  private var rate: Double
  private var steps = 0
  private(set) var notes = FitNotes()
  private var losses: [Double] = []
  private var heldOutLosses: [Double] = []

  init(
    _ shape: AutoencoderShape, _ parameters: [Float], _ images: TrainingImages,
    _ options: AutoencoderOptions, _ context: FitContext
  ) {
    self.options = options
    self.context = context
    self.images = images
    rate = options.rate
    weights = PackedAutoencoder(shape, parameters)
    split = TrainingSplit(
      count: images.count, validation: options.validation, seed: context.seed)
    gradients = AutoencoderGradient(
      weights, batch: max(1, min(options.batch, images.count)), workers: context.workers)
    adam = Adam(count: parameters.count)
    stopping = EarlyStopping(patience: options.patience)
  }

  /// The trained parameters: those of the best pass, or of the last where no
  /// images are kept back.
  func train() throws -> [Float] {
    for epoch in 0..<options.epochs {
      guard let loss = try steadyEpoch(epoch) else { break }
      losses.append(loss)
      context.progress(Self.stage, Double(epoch + 1) / Double(options.epochs))
      if judge(epoch) { break }
    }
    if let best = stopping.bestParameters { weights.parameters.assign(best) }
    describe()
    return weights.parameters.values
  }

  /// The mean loss of a pass that ends with finite weights: where one does not,
  /// it is repeated from where it began with half the rate. Nil where that does
  /// not help either and there is a best pass to keep.
  private func steadyEpoch(_ epoch: Int) throws -> Double? {
    let start = weights.parameters.values
    for _ in 0...Self.halvings {
      if let loss = try runEpoch(epoch) { return loss }
      weights.parameters.assign(start)
      weights.pack()
      adam.reset()
      rate /= 2
    }
    guard let best = stopping.bestParameters else {
      throw Failure(
        "\(Self.stage): the loss is not a number even at a rate of \(rate);"
          + " scale the images to 0…1 or lower 'rate'")
    }
    weights.parameters.assign(best)
    notes.warnings.append(
      "The autoencoder's loss stopped being a number in pass \(epoch + 1);"
        + " the best pass before it, \(stopping.bestEpoch + 1), was kept.")
    return nil
  }

  /// Nil as soon as the loss is not a number.
  private func runEpoch(_ epoch: Int) throws -> Double? {
    split.shuffle(epoch: epoch)
    let order = split.training
    return try order.withUnsafeBufferPointer { order in
      var total = 0.0
      for (step, start) in stride(from: 0, to: order.count, by: options.batch).enumerated() {
        if step.isMultiple(of: 16) {
          try context.checkpoint()
          let done = Double(epoch) + Double(start) / Double(order.count)
          context.progress(Self.stage, done / Double(options.epochs))
        }
        let end = min(order.count, start + options.batch)
        let batch = batch(UnsafeBufferPointer(rebasing: order[start..<end]), epoch: epoch)
        let loss = gradients.loss(batch, learning: true)
        guard loss.isFinite else { return nil }
        total += loss * Double(batch.count)
        update()
      }
      return weights.parameters.isFinite ? total / Double(order.count) : nil
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
    let decayed = rate * pow(options.decay, Double(steps) / Double(options.decaySteps))
    steps += 1
    adam.step(weights.parameters, gradient: gradients.gradient.pointer, rate: decayed)
    weights.pack()
  }

  /// Judges a pass on the images kept back; true when it was the last.
  private func judge(_ epoch: Int) -> Bool {
    guard !split.heldOut.isEmpty else { return false }
    let loss = split.heldOut.withUnsafeBufferPointer { indices in
      var total = 0.0
      for start in stride(from: 0, to: indices.count, by: options.batch) {
        let end = min(indices.count, start + options.batch)
        let part = UnsafeBufferPointer(rebasing: indices[start..<end])
        total += gradients.loss(batch(part, epoch: nil), learning: false) * Double(part.count)
      }
      return total / Double(indices.count)
    }
    heldOutLosses.append(loss)
    return stopping.judge(loss, epoch: epoch, parameters: weights.parameters)
  }

  private func describe() {
    notes.curves.append(FitNotes.Curve(name: "autoencoder loss", values: losses))
    if !heldOutLosses.isEmpty {
      notes.curves.append(
        FitNotes.Curve(name: "autoencoder validation loss", values: heldOutLosses))
    }
    notes.facts["autoencoder epochs"] = Double(losses.count)
    let best = stopping.bestParameters == nil ? losses.count - 1 : stopping.bestEpoch
    notes.facts["autoencoder best-epoch"] = Double(best + 1)
    if rate < options.rate {
      notes.warnings.append("The autoencoder's training went on with a rate of \(rate).")
    }
  }
}

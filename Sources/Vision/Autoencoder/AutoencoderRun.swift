import Encoders
import Fitting
import Foundation
import Kernels
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
  private var course: TrainingCourse

  init(
    _ shape: AutoencoderShape, _ parameters: [Float], _ images: TrainingImages,
    _ options: AutoencoderOptions, _ context: FitContext
  ) {
    self.options = options
    self.context = context
    self.images = images
    weights = PackedAutoencoder(shape, parameters)
    split = TrainingSplit(
      count: images.count, validation: options.validation, seed: context.seed)
    gradients = AutoencoderGradient(
      weights, batch: max(1, min(options.batch, images.count)), workers: context.workers)
    course = TrainingCourse(
      weights.parameters, rate: options.rate, patience: options.patience, context)
  }

  /// The trained parameters: those of the best pass, or of the last where no
  /// images are kept back.
  func train() throws -> [Float] {
    course.begin(subject)
    weights.pack()
    while !course.facts.isFinished {
      let epoch = course.facts.losses.count
      guard let loss = try steadyEpoch(epoch) else {
        course.finish()
        break
      }
      let (heldOut, isLast) = try judge(epoch)
      course.facts.halvings = 0
      course.facts.finishEpoch(loss: loss, heldOut: heldOut)
      context.progress(Self.stage, Double(epoch + 1) / Double(options.epochs))
      if isLast || epoch + 1 == options.epochs { course.finish() }
    }
    return weights.parameters.values
  }

  /// The mean loss of a pass that ends with finite weights: where one does not,
  /// it is repeated from where it began with half the rate. Nil where that does
  /// not help either and there is a best pass to keep.
  private func steadyEpoch(_ epoch: Int) throws -> Double? {
    course.beginEpoch()
    while course.facts.halvings <= Self.halvings {
      if let loss = try runEpoch(epoch) { return loss }
      course.restartEpoch()
      weights.pack()
    }
    guard course.hasBest else {
      throw Failure(
        "\(Self.stage): the loss is not a number even at a rate of \(course.facts.rate);"
          + " scale the images to 0…1 or lower 'rate'")
    }
    course.facts.warnings.append(
      "The autoencoder's loss stopped being a number in pass \(epoch + 1);"
        + " the best pass before it, \(course.bestEpoch + 1), was kept.")
    return nil
  }

  /// The mean loss of a pass, the rest of which is done here; nil as soon as it
  /// is not a number.
  private func runEpoch(_ epoch: Int) throws -> Double? {
    split.shuffle(epoch: epoch)
    let order = split.training
    return try order.withUnsafeBufferPointer { order in
      while course.facts.batches * options.batch < order.count {
        try course.pause()
        let first = course.facts.batches * options.batch
        if course.facts.batches.isMultiple(of: 16) {
          let done = Double(epoch) + Double(first) / Double(order.count)
          context.progress(Self.stage, done / Double(options.epochs))
        }
        let end = min(order.count, first + options.batch)
        let batch = batch(UnsafeBufferPointer(rebasing: order[first..<end]), epoch: epoch)
        let loss = gradients.loss(batch, learning: true)
        guard loss.isFinite else { return nil }
        course.facts.total += loss * Double(batch.count)
        update()
        course.facts.batches += 1
      }
      return weights.parameters.isFinite ? course.facts.total / Double(order.count) : nil
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
      course.facts.rate
      * pow(options.decay, Double(course.facts.steps) / Double(options.decaySteps))
    course.facts.steps += 1
    course.step(gradients.gradient.pointer, rate: decayed)
    weights.pack()
  }

  /// Judges a pass on the images kept back: the loss, and whether the pass was
  /// the last.
  private func judge(_ epoch: Int) throws -> (loss: Double?, isLast: Bool) {
    guard !split.heldOut.isEmpty else { return (nil, false) }
    let loss = try split.heldOut.withUnsafeBufferPointer { indices in
      var total = 0.0
      for start in stride(from: 0, to: indices.count, by: options.batch) {
        try course.pause()
        let end = min(indices.count, start + options.batch)
        let part = UnsafeBufferPointer(rebasing: indices[start..<end])
        total += gradients.loss(batch(part, epoch: nil), learning: false) * Double(part.count)
      }
      return total / Double(indices.count)
    }
    return (loss, course.judge(loss, epoch: epoch))
  }

  var notes: FitNotes {
    var notes = FitNotes()
    notes.warnings = course.facts.warnings
    notes.curves.append(FitNotes.Curve(name: "autoencoder loss", values: course.facts.losses))
    if !course.facts.heldOutLosses.isEmpty {
      notes.curves.append(
        FitNotes.Curve(name: "autoencoder validation loss", values: course.facts.heldOutLosses))
    }
    notes.facts["autoencoder epochs"] = Double(course.facts.losses.count)
    notes.facts["autoencoder best-epoch"] = Double(course.bestEpoch + 1)
    if course.facts.rate < options.rate {
      notes.warnings.append(
        "The autoencoder's training went on with a rate of \(course.facts.rate).")
    }
    return notes
  }

  private var subject: TrainingSubject {
    TrainingSubject(
      name: "autoencoder", settings: "\(options) \(weights.shape) seed \(context.seed)",
      samples: images.values, sampleLength: images.count * weights.shape.imageLength,
      weights: weights.parameters.count, epochs: options.epochs,
      batches: (split.training.count + options.batch - 1) / options.batch)
  }
}

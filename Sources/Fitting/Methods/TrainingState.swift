package import Kernels

/// Where a training stands: all that it takes to go on as if it had never been
/// broken off. What is drawn at random follows from the seed, the epoch and the
/// sample, so that no generator's state is part of it.
package struct TrainingState {
  package var facts: Facts
  /// ``Facts`` aside, the long ones. They are those that the training works in:
  /// to be read before it goes on.
  package var vectors: [Vector: FloatBuffer]

  package enum Vector: String, CaseIterable, Sendable {
    /// The weights; of a finished training those that it came to.
    case weights
    /// Adam's moments.
    case first, second
    /// The weights of the best epoch, where epochs are judged.
    case best
    /// The weights at the beginning of the epoch under way.
    case start
  }

  package struct Facts: Sendable, Equatable, Codable {
    /// Losses of the epochs that are done.
    package var losses: [Double] = []
    package var heldOutLosses: [Double] = []
    /// Batches done of the epoch under way, and their summed loss.
    package var batches = 0
    package var total = 0.0
    package var rate: Double
    /// How often the rate was halved; of an autoencoder of images, in the epoch
    /// under way.
    package var halvings = 0
    /// Steps that have slowed the rate.
    package var steps = 0
    package var adamSteps = 0
    package var bestEpoch = -1
    package var bestLoss = Double.infinity
    package var warnings: [String] = []
    package var isFinished = false

    package init(rate: Double) { self.rate = rate }
  }

  package init(facts: Facts, vectors: [Vector: FloatBuffer]) {
    self.facts = facts
    self.vectors = vectors
  }
}

extension TrainingState.Facts {
  /// Ends an epoch.
  package mutating func finishEpoch(loss: Double, heldOut: Double?) {
    losses.append(loss)
    if let heldOut { heldOutLosses.append(heldOut) }
    restartEpoch()
  }

  package mutating func restartEpoch() { (batches, total) = (0, 0) }
}

/// What a training is: two that agree in all of it come to the same bytes.
package struct TrainingSubject {
  /// "network 2 of 3"
  package var name: String
  /// Every setting, as text.
  package var settings: String
  /// What is learnt from: the first ``sampleLength`` values.
  package var samples: FloatBuffer
  package var sampleLength: Int
  /// The weights that it begins with, where they do not follow from the settings.
  package var initial: [Float]
  package var weights: Int
  package var epochs: Int
  /// Batches of an epoch.
  package var batches: Int

  package init(
    name: String, settings: String, samples: FloatBuffer, sampleLength: Int, initial: [Float] = [],
    weights: Int, epochs: Int, batches: Int
  ) {
    self.name = name
    self.settings = settings
    self.samples = samples
    self.sampleLength = sampleLength
    self.initial = initial
    self.weights = weights
    self.epochs = epochs
    self.batches = batches
  }

  private static let mostSteps = 1 << 48

  /// Whether a state can be one of this training; states are read from files.
  package func allows(_ state: TrainingState) -> Bool {
    let f = state.facts
    let epochsDone = f.losses.count
    guard state.vectors.allSatisfy({ $1.count == weights }), state.vectors[.weights] != nil,
      epochsDone <= epochs, f.heldOutLosses.isEmpty || f.heldOutLosses.count == epochsDone,
      f.bestEpoch >= -1, f.bestEpoch < max(1, epochsDone), f.rate.isFinite, f.rate > 0,
      (state.vectors[.best] != nil) == (f.bestEpoch >= 0) || f.isFinished
    else { return false }
    if f.isFinished { return epochsDone > 0 }
    let hasMoments = state.vectors[.first] != nil && state.vectors[.second] != nil
    return hasMoments && epochsDone < epochs && (0...batches).contains(f.batches)
      && (0...3).contains(f.halvings) && (0...Self.mostSteps).contains(f.steps)
      && (0...Self.mostSteps).contains(f.adamSteps)
      && (state.vectors[.start] != nil || (f.batches == 0 && f.halvings == 0))
  }
}

/// Keeps the states of a job's trainings, which come one after another.
package protocol TrainingKeeper: AnyObject, Sendable {
  /// Begins a training; returns where an earlier attempt at it came to.
  func begin(_ training: TrainingSubject) -> TrainingState?

  /// Where the training is. Asked often: `state` is called when there is a
  /// reason to keep it.
  func note(_ moment: TrainingMoment, _ state: () -> TrainingState)
}

package enum TrainingMoment: Sendable {
  case underWay
  /// It is given up now.
  case brokenOff
  case finished
}

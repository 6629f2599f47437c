package import Fitting
package import Kernels

/// How far a training has come, whatever the network: the parameters with all
/// that changes with them, which can be taken back to where an epoch began, kept
/// when the training is broken off, and gone on with.
package struct TrainingCourse {
  package let parameters: FloatBuffer
  package var facts: TrainingState.Facts
  /// Parameters at the beginning of the epoch under way.
  private let start: FloatBuffer
  private var adam: Adam
  private var stopping: EarlyStopping
  private let context: FitContext

  package init(_ parameters: FloatBuffer, rate: Double, patience: Int, _ context: FitContext) {
    self.parameters = parameters
    self.context = context
    start = FloatBuffer(parameters.count)
    adam = Adam(count: parameters.count)
    stopping = EarlyStopping(patience: patience)
    facts = TrainingState.Facts(rate: rate)
  }

  /// From 0: the best of the epochs that were judged, or the last where none are.
  package var bestEpoch: Int {
    stopping.bestEpoch >= 0 ? stopping.bestEpoch : facts.losses.count - 1
  }

  package var hasBest: Bool { stopping.bestParameters != nil }

  package mutating func step(_ gradient: UnsafePointer<Float>, rate: Double) {
    adam.step(parameters, gradient: gradient, rate: rate)
  }

  /// Takes note of an epoch's held-out loss; true when training should end.
  package mutating func judge(_ loss: Double, epoch: Int) -> Bool {
    stopping.judge(loss, epoch: epoch, parameters: parameters)
  }

  package func beginEpoch() {
    if facts.batches == 0 { start.assign(parameters) }
  }

  /// Goes back to where the epoch began, with half the rate.
  package mutating func restartEpoch() {
    parameters.assign(start)
    adam.reset()
    facts.rate /= 2
    facts.halvings += 1
    facts.restartEpoch()
  }

  /// Goes on where an earlier attempt was broken off.
  package mutating func begin(_ subject: TrainingSubject) {
    guard let state = context.keeper?.begin(subject) else { return }
    facts = state.facts
    if let values = state.vectors[.weights] { parameters.assign(values) }
    if let values = state.vectors[.start] { start.assign(values) }
    adam.restore(state)
    stopping.restore(state)
  }

  /// Between two batches: throws where the training is to be broken off.
  package func pause() throws {
    do {
      try context.checkpoint()
    } catch {
      context.keeper?.note(.brokenOff) { state }
      throw error
    }
    context.keeper?.note(.underWay) { state }
  }

  /// Ends with the best parameters, or the last where no epochs are judged.
  package mutating func finish() {
    if let best = stopping.bestParameters { parameters.assign(best) }
    facts.isFinished = true
    let finished = self
    context.keeper?.note(.finished) {
      var facts = finished.facts
      (facts.bestEpoch, facts.bestLoss) = (finished.stopping.bestEpoch, finished.stopping.bestLoss)
      return TrainingState(facts: facts, vectors: [.weights: finished.parameters])
    }
  }

  private var state: TrainingState {
    var state = TrainingState(facts: facts, vectors: [.weights: parameters, .start: start])
    adam.note(in: &state)
    stopping.note(in: &state)
    return state
  }
}

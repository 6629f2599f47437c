package import Fitting
import Kernels
import Rasters
import Synchronization

/// A fit that is broken off again and again, every so many batches, and gone on
/// with each time from what it left.
package final class BrokenOffFit: TrainingKeeper, @unchecked Sendable {
  /// How often it was begun.
  package private(set) var attempts = 0
  /// How often a training was gone on with, or was done before.
  package private(set) var continued = 0
  private let patience: Int
  private let steps = Mutex(0)
  private var kept: [String: TrainingState] = [:]
  private var name = ""
  private var misfits: [String] = []

  /// - Parameter patience: batches between two breaks.
  package init(every patience: Int) { self.patience = patience }

  /// Broken off: by this and by nothing else.
  private struct Break: Error {}

  package func run<Result>(
    _ context: FitContext, _ fit: (FitContext) throws -> Result
  ) throws -> Result {
    var context = context
    context.keeper = self
    context.checkpoint = { [self] in
      let step = steps.withLock {
        $0 += 1
        return $0
      }
      if step > patience { throw Break() }
    }
    while true {
      attempts += 1
      steps.withLock { $0 = 0 }
      do {
        let result = try fit(context)
        guard misfits.isEmpty else { throw Failure("states that do not fit: \(misfits)") }
        return result
      } catch is Break {}
    }
  }

  package func begin(_ training: TrainingSubject) -> TrainingState? {
    name = training.name
    guard let state = kept[name] else { return nil }
    if !training.allows(state) { misfits.append("\(name): \(state.facts)") }
    continued += 1
    return Self.copy(state)
  }

  package func note(_ moment: TrainingMoment, _ state: () -> TrainingState) {
    if moment != .underWay { kept[name] = Self.copy(state()) }
  }

  private static func copy(_ state: TrainingState) -> TrainingState {
    var copy = state
    for (vector, values) in state.vectors { copy.vectors[vector] = FloatBuffer(values.values) }
    return copy
  }
}

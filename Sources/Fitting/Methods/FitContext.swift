package import Kernels

/// What every fit is given beside its samples and parameters.
package struct FitContext: Sendable {
  package var seed: UInt64
  package var workers: Workers
  /// Called with a stage's name and the share of it that is done.
  package var progress: @Sendable (String, Double) -> Void
  /// Throws when the work is to be given up (a signal has arrived).
  package var checkpoint: @Sendable () throws -> Void
  /// Whether the fit is one of many that are compared with each other: a quick one will do.
  package var isTrial = false
  /// For clusterers that keep known units.
  package var known: KnownSamples?
  /// The covariance of the noise of the codes, for clusterers that ask for it.
  package var noise: SymmetricMatrix?
  /// What the members of one ensemble leave for one another; who leaves it knows its type.
  package var shared: (any Sendable)?
  /// Keeps trainings that may be broken off, where somebody wants to go on with
  /// them.
  package var keeper: (any TrainingKeeper)?

  package init(
    seed: UInt64 = 0, workers: Workers = Workers(1),
    progress: @escaping @Sendable (String, Double) -> Void = { _, _ in },
    checkpoint: @escaping @Sendable () throws -> Void = {}
  ) {
    self.seed = seed
    self.workers = workers
    self.progress = progress
    self.checkpoint = checkpoint
  }
}

/// A fitted step and what a report should say of its fitting.
package struct Fit<Step: Sendable>: Sendable {
  package var step: Step
  package var notes: FitNotes

  package init(_ step: Step, notes: FitNotes = FitNotes()) {
    self.step = step
    self.notes = notes
  }
}

/// Curves and facts of a fit, in the order in which they came up.
package struct FitNotes: Sendable, Equatable {
  package struct Curve: Sendable, Equatable, Codable {
    package var name: String
    package var values: [Double]

    package init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// Loss histories and the like.
  package var curves: [Curve] = []
  /// Named numbers, such as an inertia or the share of explained variance.
  package var facts: [String: Double] = [:]
  /// What the person should know, one sentence each.
  package var warnings: [String] = []

  package init() {}

  package mutating func append(_ other: FitNotes) {
    curves += other.curves
    facts.merge(other.facts) { _, new in new }
    warnings += other.warnings
  }
}

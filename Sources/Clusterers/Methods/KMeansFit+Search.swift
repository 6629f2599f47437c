import Fitting
import Kernels
import Synchronization

/// Starts that are searched further, one per thread. Of many samples each
/// start sees a part of its own (Bradley and Fayyad, "Refining initial points
/// for k-means clustering", ICML 1998): the best by all samples goes on with
/// all of them.
extension KMeansFit {
  /// Samples that a start sees, at least, and for each of many clusters.
  private static let part = (least: 32_768, each: 512)
  /// How far starts iterate, in tolerances, and how far the best of them, which
  /// begins close to where it ends.
  static let slack = 10.0
  private static let finish = 0.1
  /// A part stands for all samples if their mean squared distance from its
  /// centres is at most this times its own: a few far ones, which it lacks, can
  /// be most of the inertia.
  private static let trust = 1.1

  /// The best of searched starts. With known samples, whose clusters keep
  /// their places, plain starts on all samples.
  func search() throws -> Fit<any Clusterer> {
    guard anchors == nil, clusters > 1 else { return try run() }
    let best = try bestOfParts() ?? bestOfAll()
    return fitted(try lloyd(from: best.centres, slack: Self.finish))
  }

  private func bestOfAll() throws -> Attempt {
    try least(starts { start, own in try own.searched(start: start) })
  }

  /// Nothing where the samples are few, or no part stands for them.
  private func bestOfParts() throws -> Attempt? {
    let size = max(Self.part.least, Self.part.each * clusters)
    guard x.count >= 2 * size else { return nil }
    let attempts = try starts { start, own -> Attempt? in
      let part = own.on(x.gathering(stratified(size, start: start)))
      let isEnough = DistinctSamples.count(in: part.x, upTo: clusters) >= clusters
      return isEnough ? try part.searched(start: start) : nil
    }
    let judged = try attempts.compactMap { $0 }.map { attempt in
      (attempt, all: try assignAll(to: attempt.centres).inertia / Double(x.count))
    }
    guard let best = judged.min(by: { $0.all < $1.all }) else { return nil }
    let own = best.0.inertia / Double(size)
    return best.all <= Self.trust * own ? best.0 : nil
  }

  /// One start, breathed.
  private func searched(start: Int) throws -> Attempt {
    try breathed(lloyd(from: seededCentres(start: start), slack: Self.slack), start: start)
  }

  /// The results of all starts in their order; each works on one thread.
  private func starts<T: Sendable>(
    _ body: @Sendable (_ start: Int, _ own: KMeansFit) throws -> T
  ) throws -> [T] {
    let done = Atomic<Int>(0)
    return try context.workers.map(restarts) { _, start in
      var own = self
      own.context.workers = Workers(1)
      let result = try body(start, own)
      let share = Double(done.wrappingAdd(1, ordering: .relaxed).newValue)
      context.progress("k-means", share / Double(restarts + 1))
      return result
    }
  }

  private func least(_ attempts: [Attempt]) throws -> Attempt {
    let best = attempts.min { $0.inertia < $1.inertia }
    guard let best, best.inertia.isFinite else { throw Self.notFinite }
    return best
  }

  /// One sample of each of `size` equal stretches.
  private func stratified(_ size: Int, start: Int) -> [Int] {
    let random = CounterRandom(seed: context.seed, stream: UInt64(6000 + start))
    let stretch = Double(x.count) / Double(size)
    return (0..<size).map { index in
      min(x.count - 1, Int((Double(index) + random.uniform(UInt64(index))) * stretch))
    }
  }
}

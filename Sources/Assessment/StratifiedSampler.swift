import Kernels

/// Draws a simple random sample without replacement in every stratum while a
/// map passes by: of each stratum the pixels with the smallest hash of
/// (seed, position). The choice depends on neither strips nor threads.
package struct StratifiedSampler {
  /// A pixel that was drawn.
  package struct Pick: Sendable, Equatable {
    package var position: Int
    package var unit: Int
  }

  /// Pixels of every stratum, by unit.
  private var bins: [SmallestHashes]
  private let hash: CounterRandom
  private let order: CounterRandom

  /// `counts` are samples by unit.
  package init(counts: [Int: Int], seed: UInt64) {
    bins = (0...(counts.keys.max() ?? 0)).map { SmallestHashes(size: counts[$0] ?? 0) }
    hash = CounterRandom(seed: seed, stream: 11)
    order = CounterRandom(seed: seed, stream: 12)
  }

  /// Consecutive labels, the first of which is at `position`; 0 is no unit.
  package mutating func add(_ labels: [UInt16], from position: Int) {
    for (offset, label) in labels.enumerated() where label != 0 && Int(label) < bins.count {
      bins[Int(label)].add(hash.bits(UInt64(position + offset)), position + offset)
      if bins[Int(label)].isFull { bins[Int(label)].shrink() }
    }
  }

  /// The sample in random order: who visits it from the front and gives up
  /// has visited a random sample of every stratum all the same.
  package mutating func finish() -> [Pick] {
    for unit in bins.indices { bins[unit].shrink() }
    let picks = bins.enumerated().flatMap { unit, bin in
      bin.candidates.map { Pick(position: $0.position, unit: unit) }
    }
    return picks.sorted {
      (order.bits(UInt64($0.position)), $0.position)
        < (order.bits(UInt64($1.position)), $1.position)
    }
  }
}

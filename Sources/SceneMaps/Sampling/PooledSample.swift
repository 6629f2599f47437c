import Fitting
import Kernels

/// Samples of several scenes as one: of all their valid pixels those with the
/// smallest hashes, so that every pixel of every scene had the same chance.
struct PooledSample {
  /// What one scene has brought.
  struct Part {
    var scene: Int
    var positions: [Int]
    var priorities: [UInt64]
    var samples: Samples
    var bands: PlanarMatrix?
  }

  private var choice: SmallestHashes
  private(set) var parts: [Part] = []
  private var extremes: [ClosedRange<Float>] = []
  private var bandExtremes: [ClosedRange<Float>] = []

  /// Keeps at most `size` pixels.
  init(size: Int) { choice = SmallestHashes(size: size) }

  var count: Int { parts.reduce(0) { $0 + $1.positions.count } }

  mutating func add(_ sample: CollectedSample, scene: Int) {
    extremes = Self.union(extremes, sample.extremes)
    bandExtremes = Self.union(bandExtremes, sample.bands?.extremes ?? [])
    parts.append(
      Part(
        scene: scene, positions: sample.positions, priorities: sample.priorities,
        samples: sample.samples, bands: sample.bands?.values))
    for (hash, position) in zip(sample.priorities, sample.positions) {
      choice.add(hash, position)
    }
    choice.shrink()
    leaveOut(above: choice.bound)
  }

  private static func union(
    _ a: [ClosedRange<Float>], _ b: [ClosedRange<Float>]
  ) -> [ClosedRange<Float>] {
    guard !a.isEmpty else { return b }
    return zip(a, b).map {
      min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
    }
  }

  /// Leaves the pixels with the smallest hashes.
  private mutating func leaveOut(above bound: UInt64) {
    for index in parts.indices {
      let kept = parts[index].priorities.indices.filter { parts[index].priorities[$0] <= bound }
      if kept.count < parts[index].positions.count { parts[index].keep(kept) }
    }
  }

  /// All parts one after another, in the order of their scenes. Positions are
  /// those in the parts.
  func joined() -> CollectedSample {
    let samples = parts.map(\.samples)
    let starts = samples.indices.map { index in samples[..<index].reduce(0) { $0 + $1.count } }
    let differences = samples.compactMap(\.differences)
    let owners = zip(samples, starts).flatMap { sample, start in
      (sample.differenceOwners ?? []).map { $0 + start }
    }
    let hasDifferences = !differences.isEmpty
    return CollectedSample(
      samples: Samples(
        values: PlanarMatrix(joining: samples.map(\.values)),
        differences: hasDifferences ? PlanarMatrix(joining: differences) : nil,
        differenceOwners: hasDifferences ? owners : nil),
      positions: parts.flatMap(\.positions), priorities: parts.flatMap(\.priorities),
      extremes: extremes,
      bands: bandExtremes.isEmpty
        ? nil
        : .init(
          values: PlanarMatrix(joining: parts.compactMap(\.bands)), extremes: bandExtremes))
  }
}

extension PooledSample.Part {
  /// Leaves only the pixels at `kept`, which ascend.
  fileprivate mutating func keep(_ kept: [Int]) {
    positions = kept.map { positions[$0] }
    priorities = kept.map { priorities[$0] }
    bands = bands?.gathering(kept)
    var place = [Int](repeating: -1, count: samples.count)
    for (new, old) in kept.enumerated() { place[old] = new }
    let owners = samples.differenceOwners ?? []
    let stays = owners.indices.filter { place[owners[$0]] >= 0 }
    samples = Samples(
      values: samples.values.gathering(kept),
      differences: samples.differences?.gathering(stays),
      differenceOwners: samples.differenceOwners == nil ? nil : stays.map { place[owners[$0]] })
  }
}

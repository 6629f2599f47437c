import Fitting
import Foundation
import Kernels
import Rasters

/// Grows the trees of a forest. Every tree has random numbers of its own, so that the forest does
/// not depend on threads.
struct RandomForestFit {
  static let trees = 100
  /// Most draws of a class for one tree.
  private static let draws = 500

  private let known: KnownSamples
  private let context: FitContext
  private let bins: ValueBins

  init(_ known: KnownSamples, context: FitContext) throws {
    guard known.codes.values.allSatisfy(\.isFinite) else {
      throw Failure("the codes of known units hold values that are not finite")
    }
    self.known = known
    self.context = context
    bins = ValueBins(known.codes)
  }

  func run() throws -> RandomForest {
    let members = known.members
    let draws = min(Self.draws, members.map(\.count).max() ?? 1)
    let grown = try context.workers.map(Self.trees) { _, number in
      try context.checkpoint()
      let random = CounterRandom(seed: context.seed, stream: 0x7472_6565 + UInt64(number))
      var next: UInt64 = 0
      var drawn: [Int32] = []
      for own in members where !own.isEmpty {
        for _ in 0..<draws {
          drawn.append(Int32(own[Int(random.bits(next) % UInt64(own.count))]))
          next += 1
        }
      }
      var tree = TreeGrowth(
        bins, classes: known.classes, classCount: known.classCount, random, next)
      return tree.grown(drawn)
    }
    return RandomForest(inputs: known.codes.features, clusters: known.classCount, trees: grown)
  }
}

/// Values of every feature in up to 256 bins of about as many samples each.
struct ValueBins: Sendable {
  let features: Int
  let count: Int
  /// [feature][sample].
  let bins: [UInt8]
  /// The value between every bin and the next, by feature.
  let edges: [[Float]]

  init(_ codes: PlanarMatrix) {
    features = codes.features
    count = codes.count
    var bins = [UInt8](repeating: 0, count: codes.features * codes.count)
    var edges: [[Float]] = []
    for feature in 0..<codes.features {
      let own = Self.edges(codes.row(feature).sorted())
      for (index, value) in codes.row(feature).enumerated() {
        bins[feature * codes.count + index] = UInt8(Self.bin(of: value, own))
      }
      edges.append(own)
    }
    self.bins = bins
    self.edges = edges
  }

  /// Middles between neighbouring values, at most 255.
  private static func edges(_ sorted: [Float]) -> [Float] {
    var edges: [Float] = []
    for step in 1..<256 {
      let at = step * sorted.count / 256
      guard at > 0, at < sorted.count, sorted[at - 1] < sorted[at] else {
        // Between equal values: the next place where they differ.
        guard at < sorted.count, let after = firstAbove(sorted, at) else { continue }
        let edge = middle(sorted[at], sorted[after])
        if edges.last.map({ $0 < edge }) ?? true { edges.append(edge) }
        continue
      }
      let edge = middle(sorted[at - 1], sorted[at])
      if edges.last.map({ $0 < edge }) ?? true { edges.append(edge) }
    }
    return edges
  }

  private static func firstAbove(_ sorted: [Float], _ at: Int) -> Int? {
    var (low, high) = (at, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] > sorted[at] { high = middle } else { low = middle + 1 }
    }
    return low < sorted.count ? low : nil
  }

  /// A value from the lower on and below the upper, which separates them by `<=`.
  private static func middle(_ lower: Float, _ upper: Float) -> Float {
    let middle = lower + (upper - lower) / 2
    return middle < upper ? middle : lower
  }

  private static func bin(of value: Float, _ edges: [Float]) -> Int {
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if value <= edges[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

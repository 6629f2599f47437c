package import Fitting
import Foundation
import Kernels
import Rasters

/// Leading principal components of samples of very many features, such as the
/// pixels of cutouts: a random subspace, turned towards them by iteration
/// (Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM
/// Review 53(2), 2011, algorithm 4.4). Memory: the samples themselves and a few
/// rows as long as they are.
package struct RandomizedComponents: Sendable {
  private static let spare = 10
  private static let iterations = 7

  package let width: Int
  package let mean: [Float]
  /// [component][feature]: orthonormal, over a power of the deviation when
  /// whitened, times the features' scale.
  package let rows: [Float]
  /// Variances of the samples along each component, from the largest.
  package let variances: [Double]
  /// The variance of the samples in all.
  package let totalVariance: Double

  package var components: Int { variances.count }

  /// `samples` [sample][width] are centred, and scaled, in place.
  ///
  /// - Parameters:
  ///   - whitening: power of its deviation that a component is divided by: 0
  ///     leaves components as they are, 1 makes them equally wide, 0.5 is
  ///     between.
  ///   - blocks: features that are each brought to the same total variance,
  ///     as equal parts of a sample; 1 leaves features as they are.
  package init(
    _ samples: inout [Float], width: Int, components: Int, whitening: Double, blocks: Int = 1,
    context: FitContext
  ) throws {
    self.width = width
    let count = samples.count / max(1, width)
    mean = Self.centre(&samples, width: width)
    let scale = Self.balance(&samples, width: width, blocks: blocks)
    totalVariance = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, count))
    guard totalVariance > 0, totalVariance.isFinite else {
      throw Failure("no principal components: all cutouts are the same")
    }
    let rank = min(components + Self.spare, width, count)
    let basis = try Self.subspace(samples, width: width, rank: rank, context: context)
    let gram = Self.gram(samples, basis, width: width, rank: rank)
    guard let (values, vectors) = gram.eigen() else {
      throw Failure("no principal components: their matrix has no eigenvalues")
    }
    let kept = min(components, values.count { $0 > values[0] * 1e-9 })
    variances = values.prefix(kept).map { $0 / Double(count) }
    var rows = [Float](repeating: 0, count: kept * width)
    for component in 0..<kept {
      let gain = pow(variances[component], -0.5 * whitening)
      for feature in 0..<width {
        var sum = 0.0
        for index in 0..<rank {
          sum += vectors[component][index] * Double(basis[index * width + feature])
        }
        rows[component * width + feature] = Float(sum * gain * scale[feature * blocks / width])
      }
    }
    self.rows = rows
  }

  /// An orthonormal basis [rank][width] of the directions of most variance, by subspace
  /// iteration.
  private static func subspace(
    _ samples: [Float], width: Int, rank: Int, context: FitContext
  ) throws -> [Float] {
    var basis = start(rank, width: width, seed: context.seed)
    for round in 0..<iterations {
      try context.checkpoint()
      context.progress("components", Double(round) / Double(iterations))
      var next = [Float](repeating: 0, count: rank * width)
      project(samples, basis, width: width, rank: rank) { codes, part, size in
        RowProducts.accumulate(codes, outer: rank, part, rows: size, width: width, into: &next)
      }
      basis = orthonormal(next, width: width, rank: rank)
    }
    return basis
  }

  /// Products of the samples' codes on a basis, summed over the samples.
  private static func gram(
    _ samples: [Float], _ basis: [Float], width: Int, rank: Int
  ) -> SymmetricMatrix {
    var gram = SymmetricMatrix(order: rank)
    project(samples, basis, width: width, rank: rank) { codes, _, size in
      for row in 0..<size {
        for i in 0..<rank {
          for j in 0...i {
            gram.values[i * rank + j] +=
              Double(codes[row * rank + i]) * Double(codes[row * rank + j])
          }
        }
      }
    }
    gram.mirrorLower()
    return gram
  }

  /// Components that were fitted before.
  package init(mean: [Float], rows: [Float], variances: [Double], totalVariance: Double) {
    width = mean.count
    self.mean = mean
    self.rows = rows
    self.variances = variances
    self.totalVariance = totalVariance
  }

  private init(_ all: RandomizedComponents, components: Int) {
    width = all.width
    mean = all.mean
    rows = Array(all.rows.prefix(components * all.width))
    variances = Array(all.variances.prefix(components))
    totalVariance = all.totalVariance
  }

  /// Only the first components.
  package func leading(_ components: Int) -> RandomizedComponents {
    RandomizedComponents(self, components: max(1, min(components, self.components)))
  }

  /// How many components explain a share of the variance; all of them where
  /// they do not.
  package func countExplaining(_ share: Double) -> Int {
    var sum = 0.0
    for (index, variance) in variances.enumerated() {
      sum += variance
      if sum >= share * totalVariance { return index + 1 }
    }
    return components
  }

  /// How many come before the largest drop between successive singular values
  /// s, the least s[i + 1] / s[i] (Fang et al. 2025). Of the last tenth, whose
  /// values the random subspace has not settled, nothing is taken.
  package var countBeforeJump: Int {
    let settled = max(2, components - components / 10)
    guard components > 2 else { return components }
    let ratios = (0..<settled - 1).map { variances[$0 + 1] / max(variances[$0], 1e-300) }
    // The first component stands out of nearly all data.
    let place = (1..<max(2, ratios.count)).min { ratios[$0] < ratios[$1] } ?? 1
    return place + 1
  }

  /// Codes [component] of one sample [width].
  package func code(_ sample: UnsafePointer<Float>) -> [Float] {
    (0..<components).map { component in
      var sum = 0.0
      for feature in 0..<width {
        sum += Double(rows[component * width + feature]) * Double(sample[feature] - mean[feature])
      }
      return Float(sum)
    }
  }

  private static func centre(_ samples: inout [Float], width: Int) -> [Float] {
    let count = samples.count / max(1, width)
    var sums = [Double](repeating: 0, count: width)
    for row in 0..<count {
      for feature in 0..<width { sums[feature] += Double(samples[row * width + feature]) }
    }
    let mean = sums.map { Float($0 / Double(max(1, count))) }
    for row in 0..<count {
      for feature in 0..<width { samples[row * width + feature] -= mean[feature] }
    }
    return mean
  }

  /// Divides the blocks of centred samples by the root of their total variance;
  /// returns the factors. A block without any is left alone.
  private static func balance(_ samples: inout [Float], width: Int, blocks: Int) -> [Double] {
    guard blocks > 1 else { return [1] }
    var sums = [Double](repeating: 0, count: blocks)
    for index in samples.indices {
      sums[index % width * blocks / width] += Double(samples[index]) * Double(samples[index])
    }
    let count = Double(max(1, samples.count / width))
    let factors = sums.map { $0 > 0 ? 1 / ($0 / count).squareRoot() : 1 }
    for index in samples.indices {
      samples[index] *= Float(factors[index % width * blocks / width])
    }
    return factors
  }

  private static func start(_ rank: Int, width: Int, seed: UInt64) -> [Float] {
    let random = CounterRandom(seed: seed, stream: 0x7063_6173)
    let draws = (0..<rank * width).map { Float(random.normal(UInt64($0))) }
    return orthonormal(draws, width: width, rank: rank)
  }

  /// Codes of the samples in the basis, a part after another.
  private static func project(
    _ samples: [Float], _ basis: [Float], width: Int, rank: Int,
    _ body: (UnsafePointer<Float>, UnsafePointer<Float>, Int) -> Void
  ) {
    let part = 512
    var codes = [Float](repeating: 0, count: part * rank)
    let count = samples.count / max(1, width)
    samples.withUnsafeBufferPointer { samples in
      guard let base = samples.baseAddress else { return }
      for start in stride(from: 0, to: count, by: part) {
        let size = min(part, count - start)
        RowProducts.compute(
          base + start * width, rows: size, basis, columns: rank, width: width, into: &codes,
          outStride: rank)
        body(codes, base + start * width, size)
      }
    }
  }

  /// Gram and Schmidt, twice, in Double.
  private static func orthonormal(_ rows: [Float], width: Int, rank: Int) -> [Float] {
    var out = rows.map(Double.init)
    out.withUnsafeMutableBufferPointer { out in
      for row in 0..<rank {
        for _ in 0..<2 {
          for other in 0..<row {
            var dot = 0.0
            for index in 0..<width { dot += out[row * width + index] * out[other * width + index] }
            for index in 0..<width { out[row * width + index] -= dot * out[other * width + index] }
          }
          var norm = 0.0
          for index in 0..<width { norm += out[row * width + index] * out[row * width + index] }
          let gain = norm > 1e-60 ? 1 / norm.squareRoot() : 0
          for index in 0..<width { out[row * width + index] *= gain }
        }
      }
    }
    return out.map(Float.init)
  }
}

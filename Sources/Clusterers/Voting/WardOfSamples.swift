package import Fitting
package import Kernels
import Rasters
import Tensors

/// Ward's hierarchy of the samples themselves, cut into groups. A sample that
/// it has not seen joins the group whose sum of squares it raises least,
/// Ward's own criterion: n / (n + 1) |x - c|² for a group of n samples about c.
package struct WardOfSamples: Sendable {
  private static let block = 256

  let width: Int
  /// [group][feature].
  private let centres: [Float]
  private let counts: [Float]

  var groups: Int { counts.count }

  /// The rule, and the group of every sample.
  package static func fit(
    _ codes: PlanarMatrix, groups: Int, context: FitContext
  ) throws -> (rule: WardOfSamples, labels: [Int32]) {
    try DistinctSamples.require(groups, in: codes)
    let labels = try labels(codes, groups: groups, context: context)
    return (WardOfSamples(codes, labels: labels, groups: groups), labels)
  }

  /// Equal samples are one point of their number's weight: their merges come
  /// first in any hierarchy, at height 0.
  private static func labels(
    _ codes: PlanarMatrix, groups: Int, context: FitContext
  ) throws -> [Int32] {
    // About the mean, as BIRCH has its centroids: see ``WardMemo``.
    let mean = Covariance.means(of: codes)
    var points: [[Float]: Int] = [:]
    var centres: [Double] = []
    var weights: [Double] = []
    let owner = try (0..<codes.count).map { index -> Int in
      let sample = codes.sample(index)
      guard sample.allSatisfy(\.isFinite) else {
        throw Failure("ward: the codes hold values that are not finite")
      }
      if let point = points[sample] {
        weights[point] += 1
        return point
      }
      points[sample] = weights.count
      centres += zip(sample, mean).map { Double($0) - $1 }
      weights.append(1)
      return weights.count - 1
    }
    let tree = try WardRounds.tree(
      centres: centres, width: codes.features, weights: weights, context: context)
    let groupOfPoint = tree.groups(groups)
    return owner.map { Int32(groupOfPoint[$0]) }
  }

  private init(_ codes: PlanarMatrix, labels: [Int32], groups: Int) {
    let means = UnitMeans(of: codes, labels: labels, clusters: groups)
    width = codes.features
    counts = means.counts.map(Float.init)
    centres = means.means.joined().map(Float.init)
  }

  init(tensors: [String: Tensor]) throws {
    let centres = try tensors.tensor("centres", shape: [-1, -1])
    counts = try tensors.tensor("counts", shape: [centres.shape[0]]).floats
    width = centres.shape[1]
    self.centres = centres.floats
    guard counts.allSatisfy({ $0 >= 0 }) else {
      throw Failure("the model's groups of Ward's hierarchy have sizes below 0")
    }
  }

  var tensors: [String: Tensor] {
    ["centres": Tensor(shape: [groups, width], centres), "counts": Tensor(counts)]
  }

  func labels(of codes: PlanarMatrix, workers: Workers) throws -> [Int32] {
    let blocks = (codes.count + Self.block - 1) / Self.block
    let parts = try workers.map(blocks) { _, part in
      labels(of: codes, part * Self.block..<min(codes.count, (part + 1) * Self.block))
    }
    return Array(parts.joined())
  }

  /// In Double, whatever the block.
  private func labels(of codes: PlanarMatrix, _ part: Range<Int>) -> [Int32] {
    var labels = [Int32](repeating: 0, count: part.count)
    var least = [Double](repeating: .infinity, count: part.count)
    var squares = least
    codes.withUnsafePointer { x in
      for group in counts.indices {
        addSquares(x + part.lowerBound, stride: codes.stride, group: group, into: &squares)
        let share = Double(counts[group]) / (Double(counts[group]) + 1)
        for index in labels.indices where share * squares[index] < least[index] {
          least[index] = share * squares[index]
          labels[index] = Int32(group)
        }
      }
    }
    return labels
  }

  private func addSquares(
    _ x: UnsafePointer<Float>, stride: Int, group: Int, into squares: inout [Double]
  ) {
    squares.withUnsafeMutableBufferPointer { out in
      for index in out.indices { out[index] = 0 }
      for feature in 0..<width {
        let centre = Double(centres[group * width + feature])
        let row = x + feature * stride
        for index in out.indices {
          let step = Double(row[index]) - centre
          out[index] += step * step
        }
      }
    }
  }
}

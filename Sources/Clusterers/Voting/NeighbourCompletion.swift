package import Fitting
package import Kernels
import Rasters
import Tensors

/// Gives rejected samples the group of most of their nearest voted ones, and
/// says how far to trust it. The share of agreeing neighbours becomes a
/// probability by isotonic regression (pool adjacent violators; Zadrozny and
/// Elkan, KDD 2002) on the voted samples, each judged by the others: what is
/// known of samples on which the members agree, and so rather too hopeful
/// for those on which they do not.
package struct NeighbourCompletion: Sendable {
  package static let neighbours = 15
  /// Voted samples that are kept, drawn uniformly where there are more.
  package static let mostReferences = 20_000
  private static let block = 64

  // MARK: files

  var tensors: [String: Tensor] {
    [
      "mean": Tensor(mean), "rows": Tensor(shape: [groups.count, width], rows),
      "groups": Tensor(groups.map(Float.init)), "calibration": Tensor(calibration.map(Float.init)),
    ]
  }

  init(tensors: [String: Tensor], width: Int, groups most: Int) throws {
    self.width = width
    mean = try tensors.tensor("mean", shape: [width]).floats
    groups = try Completion.groups(tensors.tensor("groups", shape: [-1]).floats, upTo: most)
    rows = try tensors.tensor("rows", shape: [groups.count, width]).floats
    guard !groups.isEmpty else { throw Failure("the model completes, but has no neighbours") }
    squares = Self.squares(rows, width: width)
    calibration = try tensors.tensor("calibration", shape: [Self.neighbours + 1])
      .floats.map(Double.init)
  }

  private let width: Int
  private let mean: [Float]
  /// [reference][code unit], about the mean.
  private let rows: [Float]
  private let squares: [Float]
  private let groups: [Int]
  /// The probability that the group is right, by how many neighbours agree
  /// (0 ... neighbours); of single precision, as model files hold it.
  package let calibration: [Double]

  /// Nil where fewer than two samples have a group.
  package init?(_ codes: PlanarMatrix, groups: [Int], context: FitContext) throws {
    let voted = groups.indices.filter { groups[$0] > 0 }
    guard voted.count > 1 else { return nil }
    let kept = ClusterQuality.draw(Self.mostReferences, of: voted, seed: context.seed)
    let part = codes.gathering(kept)
    width = part.features
    mean = Covariance.means(of: part).map(Float.init)
    rows = Self.rows(part, mean)
    squares = Self.squares(rows, width: width)
    self.groups = kept.map { groups[$0] }
    let blank = NeighbourCompletion(
      width: width, mean: mean, rows: rows, squares: squares, groups: self.groups, calibration: [])
    let judged = try blank.votes(on: rows, count: kept.count, leavingOut: true, context: context)
    calibration = Self.isotonic(
      zip(judged, self.groups).map { ($0.count, $0.group == $1) }, levels: Self.neighbours + 1
    ).map { Double(Float($0)) }
  }

  private init(
    width: Int, mean: [Float], rows: [Float], squares: [Float], groups: [Int],
    calibration: [Double]
  ) {
    self.width = width
    self.mean = mean
    self.rows = rows
    self.squares = squares
    self.groups = groups
    self.calibration = calibration
  }

  /// The group of every sample and the probability that it is right.
  package func complete(
    _ codes: PlanarMatrix, context: FitContext
  ) throws -> [(group: Int, confidence: Double)] {
    let own = Self.rows(codes, mean)
    return try votes(on: own, count: codes.count, leavingOut: false, context: context).map {
      ($0.group, calibration[$0.count])
    }
  }

  private static func rows(_ codes: PlanarMatrix, _ mean: [Float]) -> [Float] {
    var out = [Float](repeating: 0, count: codes.count * codes.features)
    for feature in 0..<codes.features {
      for (index, value) in codes.row(feature).enumerated() {
        out[index * codes.features + feature] = value - mean[feature]
      }
    }
    return out
  }

  private static func squares(_ rows: [Float], width: Int) -> [Float] {
    stride(from: 0, to: rows.count, by: max(1, width)).map { start in
      rows[start..<start + width].reduce(0) { $0 + $1 * $1 }
    }
  }

  private struct Vote: Sendable {
    var group: Int
    var count: Int
  }

  private func votes(
    on own: [Float], count: Int, leavingOut: Bool, context: FitContext
  ) throws -> [Vote] {
    let blocks = (count + Self.block - 1) / Self.block
    let parts = try context.workers.map(blocks) { _, block in
      try context.checkpoint()
      let part = block * Self.block..<min(count, (block + 1) * Self.block)
      return votes(on: own, part, leavingOut: leavingOut)
    }
    return Array(parts.joined())
  }

  private func votes(on own: [Float], _ part: Range<Int>, leavingOut: Bool) -> [Vote] {
    var products = [Float](repeating: 0, count: part.count * groups.count)
    own.withUnsafeBufferPointer { own in
      guard let base = own.baseAddress else { return }
      RowProducts.compute(
        base + part.lowerBound * width, rows: part.count, rows, columns: groups.count,
        width: width, into: &products, outStride: groups.count)
    }
    return part.enumerated().map { row, sample in
      let own = own[sample * width..<(sample + 1) * width]
      return vote(
        nearest(
          to: own, products[row * groups.count..<(row + 1) * groups.count],
          without: leavingOut ? sample : nil))
    }
  }

  /// The nearest references, from near to far, of equals the first: by
  /// distances in Double of all that inner products in Float leave possible,
  /// so that an object's neighbours do not depend on what it is judged with.
  private func nearest(
    to sample: ArraySlice<Float>, _ products: ArraySlice<Float>, without own: Int?
  ) -> [Int] {
    let square = sample.reduce(0) { $0 + $1 * $1 }
    let limit = limit(products, square, without: own)
    var found: [(value: Double, index: Int)] = []
    for (index, product) in products.enumerated() where index != own {
      let sum = square + squares[index]
      guard sum - 2 * product - slack * sum <= limit else { continue }
      found.append((distance(sample, index), index))
    }
    return found.sorted { $0 < $1 }.prefix(Self.neighbours).map(\.index)
  }

  /// Relative to |x|² + |c|², what rounding can change a squared distance by.
  private var slack: Float { Float(4 * width + 64) * 0x1p-24 }

  /// No smaller than the squared distance of the last of the nearest.
  private func limit(
    _ products: ArraySlice<Float>, _ square: Float, without own: Int?
  ) -> Float {
    var best: [Float] = []
    var limit = Float.infinity
    for (index, product) in products.enumerated() {
      let sum = square + squares[index]
      let value = sum - 2 * product + slack * sum
      guard value < limit, index != own else { continue }
      best.insert(value, at: best.firstIndex { $0 > value } ?? best.count)
      if best.count > Self.neighbours { best.removeLast() }
      if best.count == Self.neighbours { limit = best[best.count - 1] }
    }
    return limit
  }

  private func distance(_ sample: ArraySlice<Float>, _ reference: Int) -> Double {
    var sum = 0.0
    for (feature, value) in sample.enumerated() {
      let step = Double(value) - Double(rows[reference * width + feature])
      sum += step * step
    }
    return sum
  }

  /// The commonest group; among equals that of the nearest.
  private func vote(_ near: [Int]) -> Vote {
    var best = Vote(group: 0, count: 0)
    for reference in near {
      let group = groups[reference]
      guard group != best.group else { continue }
      let count = near.count { groups[$0] == group }
      if count > best.count { best = Vote(group: group, count: count) }
    }
    return best
  }

  /// The share of truths at each level, made to rise; levels between those
  /// that occur have the value of the next lower one.
  static func isotonic(_ pairs: [(level: Int, isRight: Bool)], levels: Int) -> [Double] {
    var right = [Double](repeating: 0, count: levels)
    var all = right
    for pair in pairs {
      all[pair.level] += 1
      if pair.isRight { right[pair.level] += 1 }
    }
    var pools: [(right: Double, all: Double, levels: Int)] = []
    for level in 0..<levels {
      if all[level] == 0, !pools.isEmpty {
        pools[pools.count - 1].levels += 1
        continue
      }
      pools.append((right[level], all[level], 1))
      while pools.count > 1 {
        let (a, b) = (pools[pools.count - 2], pools[pools.count - 1])
        guard a.right * b.all >= b.right * a.all || a.all == 0 else { break }
        pools.removeLast()
        pools[pools.count - 1] = (a.right + b.right, a.all + b.all, a.levels + b.levels)
      }
    }
    return pools.flatMap {
      [Double](repeating: $0.all > 0 ? $0.right / $0.all : 0, count: $0.levels)
    }
  }
}

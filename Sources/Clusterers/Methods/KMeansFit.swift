package import Fitting
import Foundation
package import Kernels
import Rasters

/// Fits k-means: seeded starts, Lloyd's iterations, the best of several, each
/// searched further (``search()``) or as it is (``run()``). On the sphere
/// (spherical k-means) samples and centres have length 1.
///
/// Samples go through in blocks of fixed size whose Double sums are added in
/// block order, so that the result does not depend on the number of workers.
package struct KMeansFit {
  static let block = 16384
  /// Samples whose distances stay in the first cache while features go by.
  private static let run = 2048

  package enum Geometry { case plane, sphere }

  let geometry: Geometry
  let clusters: Int
  let parameters: Parameters
  var context: FitContext
  /// Codes as they are worked on: centred, or brought to length 1.
  let x: PlanarMatrix
  let mean: [Float]
  let squares: [Float]
  private let meanVariance: Double
  /// Weighted sums of labelled samples, which pull the first centres.
  let anchors: Anchors?

  package init(
    _ codes: PlanarMatrix, clusters: Int, parameters: Parameters, context: FitContext,
    geometry: Geometry = .plane
  ) throws {
    self.geometry = geometry
    self.clusters = clusters
    self.parameters = parameters
    self.context = context
    switch geometry {
    case .plane:
      try DistinctSamples.require(clusters, in: codes)
      let centre = Scaler.centring(codes)
      mean = centre.centre.map(Float.init)
      x = centre.apply(codes)
    case .sphere:
      mean = [Float](repeating: 0, count: codes.features)
      x = UnitLength.samples(codes)
      try DistinctSamples.require(clusters, in: x)
    }
    squares = Self.squares(of: x)
    let offsets = mean
    anchors = context.known.map {
      Anchors($0, mean: offsets, samples: codes.count, clusters: clusters)
    }
    meanVariance =
      squares.reduce(0.0) { $0 + Double($1) } / Double(x.count * max(1, x.features))
    guard meanVariance.isFinite else { throw Self.notFinite }
  }

  /// A fit like the other, on a part of its samples, which are centred already.
  private init(_ other: KMeansFit, on part: PlanarMatrix) {
    geometry = other.geometry
    clusters = other.clusters
    parameters = other.parameters
    context = other.context
    mean = other.mean
    x = part
    squares = Self.squares(of: part)
    meanVariance = other.meanVariance
    anchors = other.anchors
  }

  func on(_ part: PlanarMatrix) -> KMeansFit { KMeansFit(self, on: part) }

  private static func squares(of x: PlanarMatrix) -> [Float] {
    var out = [Float](repeating: 0, count: x.stride)
    for feature in 0..<x.features {
      for (index, value) in x.row(feature).enumerated() { out[index] += value * value }
    }
    return out
  }

  /// The outcome of one start.
  struct Attempt {
    var centres: [Float]
    var inertia: Double
    var iterations: Int
    var converged: Bool
    /// What known samples add to what is minimised.
    var pull = 0.0
  }

  /// The best of plain starts on all samples.
  package func run() throws -> Fit<any Clusterer> {
    fitted(try best { try lloyd(from: seededCentres(start: $0)) })
  }

  func fitted(_ best: Attempt) -> Fit<any Clusterer> {
    Fit(KMeansClusterer(mean: mean, centres: best.centres), notes: notes(best))
  }

  var restarts: Int { clusters == 1 ? 1 : parameters.integer("restarts") }

  /// The attempt of least inertia.
  func best(of attempt: (_ start: Int) throws -> Attempt) throws -> Attempt {
    var best: Attempt?
    for start in 0..<restarts {
      context.progress("k-means", Double(start) / Double(restarts))
      let next = try attempt(start)
      let least = best.map { $0.inertia + $0.pull } ?? .infinity
      if next.inertia + next.pull < least { best = next }
    }
    guard let best else { throw Self.notFinite }
    return best
  }

  static let notFinite = Failure("k-means: the codes hold values that are not finite")

  func notes(_ best: Attempt) -> FitNotes {
    var notes = FitNotes()
    notes.facts = ["inertia": best.inertia, "iterations": Double(best.iterations)]
    if !best.converged {
      notes.warnings.append(
        "k-means stopped at its \(best.iterations) iterations before it converged")
    }
    return notes
  }

  func seededCentres(start: Int) throws -> [Float] {
    parameters.text("init") == "k-means||"
      ? try oversampledCentres(start: start) : try startingCentres(start: start)
  }

  // MARK: k-means++

  /// Greedy k-means++: of 2 + ln k candidates drawn by squared distance, the
  /// one that lowers the potential most.
  func startingCentres(start: Int) throws -> [Float] {
    var random = RandomSequence(seed: context.seed, stream: UInt64(1000 + start))
    let candidates = 2 + Int(log(Double(clusters)))
    var centres = anchors?.centres ?? x.sample(random.index(below: x.count))
    var distances = distances(to: centres)
    var total = distances.reduce(0.0) { $0 + Double($1) }
    while centres.count < clusters * x.features {
      try context.checkpoint()
      let picks = draw(candidates, by: distances, total: total, &random)
      let limit = distances
      let options = try context.workers.map(picks.count) { _, option in
        let row = distanceRow(to: x.sample(picks[option]), notAbove: limit)
        return (row, row.reduce(0.0) { $0 + Double($1) })
      }
      guard let winner = options.indices.min(by: { options[$0].1 < options[$1].1 }) else { break }
      (distances, total) = options[winner]
      centres += x.sample(picks[winner])
    }
    return centres
  }

  /// Squared distances of all samples to the nearest of some centres.
  private func distances(to centres: [Float]) -> [Float] {
    var row: [Float]?
    for start in stride(from: 0, to: centres.count, by: x.features) {
      row = distanceRow(to: Array(centres[start..<start + x.features]), notAbove: row)
    }
    return row ?? []
  }

  /// Squared distances of all samples to one point, and no more than `limit`.
  func distanceRow(to point: [Float], notAbove limit: [Float]? = nil) -> [Float] {
    var row = limit ?? [Float](repeating: .infinity, count: x.count)
    x.withUnsafePointer { values in
      row.withUnsafeMutableBufferPointer { out in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.run) { sums in
          for start in stride(from: 0, to: x.count, by: Self.run) {
            let count = min(Self.run, x.count - start)
            sums.initialize(repeating: 0)
            for feature in 0..<x.features {
              let p = point[feature]
              let source = values + feature * x.stride + start
              for index in 0..<count {
                let delta = source[index] - p
                sums[index] += delta * delta
              }
            }
            for index in 0..<count { out[start + index] = min(sums[index], out[start + index]) }
          }
        }
      }
    }
    return row
  }

  /// Indices drawn with probability proportional to `weights`, whose sum is `total`.
  private func draw(
    _ count: Int, by weights: [Float], total: Double, _ random: inout RandomSequence
  ) -> [Int] {
    let marks = (0..<count).map { _ in random.uniform() * total }.sorted()
    var picks: [Int] = []
    var sum = 0.0
    for (index, weight) in weights.enumerated() {
      sum += Double(weight)
      while picks.count < count, weight > 0, marks[picks.count] < sum { picks.append(index) }
      if picks.count == count { break }
    }
    // Rounding can leave the last mark above the sum.
    while picks.count < count { picks.append(weights.lastIndex { $0 > 0 } ?? 0) }
    return picks
  }

  // MARK: Lloyd

  struct Sums {
    var counts: [Double]
    var sums: [Double]
    var inertia: Double
  }

  /// Lloyd's iterations from any number of centres. `slack` times the
  /// tolerance is what they stop at.
  func lloyd(from start: [Float], slack: Double = 1) throws -> Attempt {
    var centres = start
    let tolerance = slack * parameters.number("tolerance") * meanVariance
    let limit = parameters.integer("max-iterations")
    var iterations = 0
    var converged = false
    var inertia = Double.infinity
    while !converged, iterations < limit {
      try context.checkpoint()
      let step = try assignAll(to: centres)
      let next = update(anchors?.added(to: step) ?? step)
      let shift = zip(centres, next).reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
      inertia = step.inertia
      centres = next
      iterations += 1
      converged = shift <= tolerance
    }
    inertia = try assignAll(to: centres).inertia
    return Attempt(
      centres: centres, inertia: inertia, iterations: iterations, converged: converged,
      pull: anchors?.inertia(of: centres) ?? 0)
  }

  func assignAll(to centres: [Float]) throws -> Sums {
    let half = KMeansClusterer.halfSquares(of: centres, width: x.features)
    let parts = try context.workers.map(blocks) { _, block in
      assign(block: block, centres: centres, half: half)
    }
    return merge(parts)
  }

  var blocks: Int { (x.count + Self.block - 1) / Self.block }

  private func assign(block: Int, centres: [Float], half: [Float]) -> Sums {
    let near = nearest(block: block, centres: centres, half: half)
    let start = block * Self.block
    var out = Sums(
      counts: [Double](repeating: 0, count: half.count),
      sums: [Double](repeating: 0, count: centres.count), inertia: 0)
    x.withUnsafePointer { values in
      Planar.labelSums(
        clusters: half.count, features: x.features, count: near.labels.count,
        labels: near.labels, x: values + start, xStride: x.stride, counts: &out.counts,
        sums: &out.sums)
    }
    for index in 0..<near.valid {
      out.inertia += Double(max(0, squares[start + index] + 2 * near.best[index]))
    }
    return out
  }

  /// Which centre is nearest, and |c|²/2 - c.x of the nearest two, for the
  /// samples of a block; labels past its `valid` samples are -1.
  struct Nearest {
    var labels: [Int32]
    var best: [Float]
    var second: [Float]
    var valid: Int
  }

  func nearest(block: Int, centres: [Float], half: [Float]) -> Nearest {
    let start = block * Self.block
    let valid = min(Self.block, x.count - start)
    let count = PlanarMatrix.padded(valid)
    var out = Nearest(
      labels: [Int32](repeating: -1, count: count), best: [Float](repeating: 0, count: count),
      second: [Float](repeating: 0, count: count), valid: valid)
    x.withUnsafePointer { values in
      Planar.nearest(
        clusters: half.count, features: x.features, count: count, centres: centres,
        halfSquares: half, x: values + start, xStride: x.stride, labels: &out.labels,
        best: &out.best, second: &out.second)
    }
    for index in valid..<count { out.labels[index] = -1 }
    return out
  }

  private func merge(_ parts: [Sums]) -> Sums {
    guard var total = parts.first else { return Sums(counts: [], sums: [], inertia: 0) }
    for part in parts.dropFirst() {
      for index in total.counts.indices { total.counts[index] += part.counts[index] }
      for index in total.sums.indices { total.sums[index] += part.sums[index] }
      total.inertia += part.inertia
    }
    return total
  }

  /// Means of the members (on the sphere, their directions); a cluster
  /// without any moves elsewhere.
  private func update(_ step: Sums) -> [Float] {
    let means = step.counts.indices.flatMap { cluster -> [Double] in
      let sums = step.sums[cluster * x.features..<(cluster + 1) * x.features]
      let divisor = geometry == .plane ? step.counts[cluster] : UnitLength.length(sums)
      return sums.map { $0 / max(divisor, 1e-300) }
    }
    let empty = step.counts.indices.filter { step.counts[$0] == 0 }
    return empty.isEmpty ? means.map(Float.init) : reseeded(means.map(Float.init), empty: empty)
  }

  /// `centres` with those of empty clusters put, one by one, on the sample
  /// that lies farthest from all centres by then.
  func reseeded(_ centres: [Float], empty: [Int]) -> [Float] {
    let d = x.features
    var out = centres
    var distances = [Float](repeating: .greatestFiniteMagnitude, count: x.count)
    for cluster in 0..<centres.count / d where !empty.contains(cluster) {
      distances = distanceRow(
        to: Array(centres[cluster * d..<(cluster + 1) * d]), notAbove: distances)
    }
    for cluster in empty {
      let far = distances.indices.max { distances[$0] < distances[$1] } ?? 0
      out.replaceSubrange(cluster * d..<(cluster + 1) * d, with: x.sample(far))
      distances = distanceRow(to: x.sample(far), notAbove: distances)
    }
    return out
  }
}

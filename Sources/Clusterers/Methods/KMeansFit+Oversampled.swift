import Kernels

/// k-means|| (Bahmani, Moseley, Vattani, Kumar and Vassilvitskii, "Scalable
/// k-means++", VLDB 2012): in each of five rounds every sample joins the
/// candidates with the probability
///
///     l d²(x, C) / sum_y d²(y, C),   l = 2 k
///
/// and at the end candidates, weighted by how many samples are nearest to
/// them, are brought down to k by k-means++.
extension KMeansFit {
  private static let rounds = 5

  func oversampledCentres(start: Int) throws -> [Float] {
    let random = CounterRandom(seed: context.seed, stream: UInt64(5000 + start))
    var candidates = [Int(random.uniform(.max) * Double(x.count))]
    var nearest = [Int](repeating: 0, count: x.count)
    var distances = distanceRow(to: x.sample(candidates[0]))
    for round in 0..<Self.rounds {
      let picks = drawn(by: distances, random, round: round)
      try take(picks, into: &candidates, &nearest, &distances)
    }
    // Few samples, or many alike: what is missing comes from the farthest.
    while candidates.count < clusters, let far = farthest(distances) {
      try take([far], into: &candidates, &nearest, &distances)
    }
    var weights = [Double](repeating: 0, count: candidates.count)
    for owner in nearest { weights[owner] += 1 }
    return reduced(candidates.map(x.sample), weights, seed: random.bits(.max - 1))
  }

  private func drawn(by distances: [Float], _ random: CounterRandom, round: Int) -> [Int] {
    let total = distances.reduce(0.0) { $0 + Double($1) }
    guard total > 0 else { return [] }
    let factor = 2 * Double(clusters) / total
    return distances.indices.filter {
      random.uniform(UInt64(round) << 40 | UInt64($0)) < factor * Double(distances[$0])
    }
  }

  private func farthest(_ distances: [Float]) -> Int? {
    let index = distances.indices.max { distances[$0] < distances[$1] }
    return index.flatMap { distances[$0] > 0 ? $0 : nil }
  }

  /// Adds candidates and keeps up which is nearest to every sample.
  private func take(
    _ picks: [Int], into candidates: inout [Int], _ nearest: inout [Int],
    _ distances: inout [Float]
  ) throws {
    for pick in picks {
      try context.checkpoint()
      let row = distanceRow(to: x.sample(pick))
      for (index, distance) in row.enumerated() where distance < distances[index] {
        distances[index] = distance
        nearest[index] = candidates.count
      }
      candidates.append(pick)
    }
  }

  /// Weighted k-means++: the next centre is drawn by weight times squared
  /// distance.
  private func reduced(_ points: [[Float]], _ weights: [Double], seed: UInt64) -> [Float] {
    var random = RandomSequence(seed: seed)
    var centres = [Self.draw(weights, random.uniform())]
    var distances = [Double](repeating: .infinity, count: points.count)
    while centres.count < clusters {
      let last = points[centres[centres.count - 1]]
      for (index, point) in points.enumerated() {
        let square = zip(point, last).reduce(0.0) {
          $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1)
        }
        distances[index] = min(distances[index], square)
      }
      centres.append(Self.draw(zip(weights, distances).map { $0 * $1 }, random.uniform()))
    }
    return centres.flatMap { points[$0] }
  }

  /// An index with probability proportional to its weight.
  private static func draw(_ weights: [Double], _ share: Double) -> Int {
    let mark = share * weights.reduce(0, +)
    var sum = 0.0
    for (index, weight) in weights.enumerated() {
      sum += weight
      if weight > 0, mark < sum { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}

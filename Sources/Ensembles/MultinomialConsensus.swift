import Clusterers
import Fitting
import Foundation

/// What several labelings of the same samples have in common: a mixture of
/// products of multinomials (Topchy, Jain and Punch, "A mixture model for
/// clustering ensembles", SDM 2004), whose log likelihoods are multiplied by
/// `temperature` / members: members are not independent of one another, and
/// as if they were (`temperature` = members) consensus would be too sure of
/// itself; at 1 everything becomes one cluster.
struct MultinomialConsensus: Sendable {
  /// log share of every cluster [clusters].
  private(set) var prior: [Double]
  /// log probability of a member's label in every cluster, for each member
  /// [labels][clusters].
  private(set) var tables: [[Double]]
  let temperature: Double

  var clusters: Int { prior.count }
  /// What a member's log probability counts.
  var weight: Double { temperature / Double(max(1, tables.count)) }

  /// Pseudo-counts beside the samples: of a cluster's share of the whole, and
  /// of every label.
  private static let priorShare = 0.001
  private static let priorCount = 0.01
  private static let mostRounds = 200
  private static let tolerance = 1e-6

  /// `labels` of each member for the same samples, each below its `counts`;
  /// `start` is a labeling in `clusters` clusters.
  init(
    _ labels: [[Int32]], counts: [Int], clusters: Int, start: [Int32], temperature: Double,
    checkpoint: () throws -> Void = {}
  ) throws {
    self.temperature = temperature
    prior = [Double](repeating: 0, count: clusters)
    tables = counts.map { [Double](repeating: 0, count: $0 * clusters) }
    let patterns = Patterns(labels, start: start)
    var shares = patterns.starts(clusters: clusters)
    for _ in 0..<Self.mostRounds {
      try checkpoint()
      maximise(patterns, shares, labels: labels, counts: counts)
      if expect(patterns, &shares) < Self.tolerance { break }
    }
  }

  /// Samples with the same labels by all members, once.
  private struct Patterns {
    var labels: [[Int32]] = []
    var counts: [Double] = []
    /// How many of a pattern begin in each cluster.
    var begin: [[Int32: Double]] = []

    init(_ members: [[Int32]], start: [Int32]) {
      var places: [[Int32]: Int] = [:]
      for index in start.indices {
        let pattern = members.map { $0[index] }
        let place = places[pattern] ?? labels.count
        if place == labels.count {
          places[pattern] = place
          labels.append(pattern)
          counts.append(0)
          begin.append([:])
        }
        counts[place] += 1
        begin[place][start[index], default: 0] += 1
      }
    }

    var total: Double { counts.reduce(0, +) }

    /// Shares of every pattern in the clusters that its samples begin in.
    func starts(clusters: Int) -> [[Double]] {
      labels.indices.map { index in
        (0..<clusters).map { (begin[index][Int32($0)] ?? 0) / counts[index] }
      }
    }
  }

  private mutating func maximise(
    _ patterns: Patterns, _ shares: [[Double]], labels: [[Int32]], counts: [Int]
  ) {
    let n = patterns.total
    let k = clusters
    var weights = [Double](repeating: 0, count: k)
    for (share, count) in zip(shares, patterns.counts) {
      for cluster in 0..<k { weights[cluster] += share[cluster] * count }
    }
    prior = weights.map { log(max($0, 1e-9) / n) }
    for member in labels.indices {
      var sums = [Double](repeating: 0, count: counts[member] * k)
      var totals = [Double](repeating: 0, count: counts[member])
      for (index, pattern) in patterns.labels.enumerated() {
        let label = Int(pattern[member])
        totals[label] += patterns.counts[index]
        for cluster in 0..<k {
          sums[label * k + cluster] += shares[index][cluster] * patterns.counts[index]
        }
      }
      for label in 0..<counts[member] {
        let pull = Self.priorShare * n / Double(k) * totals[label] / n + Self.priorCount
        for cluster in 0..<k { sums[label * k + cluster] += pull }
      }
      let columns = (0..<k).map { cluster in
        (0..<counts[member]).reduce(0.0) { $0 + sums[$1 * k + cluster] }
      }
      tables[member] = sums.indices.map { log(sums[$0] / columns[$0 % k]) }
    }
  }

  /// Shares of every pattern in the clusters; returns by how much they
  /// change in the mean of samples and clusters.
  private func expect(_ patterns: Patterns, _ shares: inout [[Double]]) -> Double {
    var change = 0.0
    for (index, pattern) in patterns.labels.enumerated() {
      let logs = logits(pattern)
      let most = logs.max() ?? 0
      let parts = logs.map { exp($0 - most) }
      let total = parts.reduce(0, +)
      for cluster in parts.indices {
        let share = parts[cluster] / total
        change += patterns.counts[index] * abs(share - shares[index][cluster])
        shares[index][cluster] = share
      }
    }
    return change / max(1, patterns.total * Double(clusters))
  }

  /// log share + weight · Σ log probability, for the labels of all members.
  func logits(_ pattern: [Int32]) -> [Double] {
    let k = clusters
    var out = prior
    for (table, label) in zip(tables, pattern) {
      let row = Int(label) * k
      for cluster in 0..<k { out[cluster] += weight * table[row + cluster] }
    }
    return out
  }
}

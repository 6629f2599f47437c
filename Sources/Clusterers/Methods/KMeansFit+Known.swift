import Fitting
import Kernels

extension KMeansFit {
  /// Labelled samples as k-means sees them: weighted counts and sums that
  /// join those of the first clusters in every iteration (the fixed known
  /// centres of "A practical approach to novel class discovery in tabular
  /// data", arXiv 2311.05440, loosened so that they may follow the scene).
  struct Anchors {
    /// Means of the classes, one after another.
    let centres: [Float]
    private let counts: [Double]
    private let sums: [Double]
    /// Weighted squares of the labelled codes, by class.
    private let squares: [Double]

    init(_ known: KnownSamples, mean: [Float], samples: Int, clusters: Int) {
      let d = mean.count
      let weights = known.weights(samples: samples, clusters: clusters)
      var counts = [Double](repeating: 0, count: known.classCount)
      var sums = [Double](repeating: 0, count: known.classCount * d)
      var squares = counts
      for (index, label) in known.classes.enumerated() {
        counts[label] += weights[label]
        for feature in 0..<d {
          let value = Double(known.codes[feature, index] - mean[feature])
          sums[label * d + feature] += weights[label] * value
          squares[label] += weights[label] * value * value
        }
      }
      centres = sums.indices.map { Float(sums[$0] / max(counts[$0 / d], 1e-300)) }
      self.counts = counts
      self.sums = sums
      self.squares = squares
    }

    /// Weighted squared distances of the labelled codes from the centres of
    /// their classes: what they add to the inertia.
    func inertia(of centres: [Float]) -> Double {
      let d = centres.isEmpty ? 0 : sums.count / max(1, counts.count)
      return counts.indices.reduce(0) { total, label in
        let slots = label * d..<(label + 1) * d
        let cross = slots.reduce(0.0) { $0 + sums[$1] * Double(centres[$1]) }
        let own = slots.reduce(0.0) { $0 + Double(centres[$1]) * Double(centres[$1]) }
        return total + squares[label] - 2 * cross + counts[label] * own
      }
    }

    func added(to step: Sums) -> Sums {
      var out = step
      for index in counts.indices { out.counts[index] += counts[index] }
      for index in sums.indices { out.sums[index] += sums[index] }
      return out
    }
  }
}

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

    init(_ known: KnownSamples, mean: [Float], samples: Int, clusters: Int) {
      let d = mean.count
      let weights = known.weights(samples: samples, clusters: clusters)
      var counts = [Double](repeating: 0, count: known.classCount)
      var sums = [Double](repeating: 0, count: known.classCount * d)
      for (index, label) in known.classes.enumerated() {
        counts[label] += weights[label]
        for feature in 0..<d {
          let value = Double(known.codes[feature, index] - mean[feature])
          sums[label * d + feature] += weights[label] * value
        }
      }
      centres = sums.indices.map { Float(sums[$0] / max(counts[$0 / d], 1e-300)) }
      self.counts = counts
      self.sums = sums
    }

    func added(to step: Sums) -> Sums {
      var out = step
      for index in counts.indices { out.counts[index] += counts[index] }
      for index in sums.indices { out.sums[index] += sums[index] }
      return out
    }
  }
}

import Kernels

/// The smallest box along the principal axes of samples that holds them all:
/// where the gap statistic draws its references (Tibshirani, Walther and
/// Hastie 2001, section 3, choice b).
struct PrincipalBox {
  private let centre: [Double]
  private let axes: [[Double]]
  private let ranges: [ClosedRange<Double>]

  /// Nil where the samples hold values that are not finite, or are none.
  init?(of samples: PlanarMatrix) {
    centre = Covariance.means(of: samples)
    guard samples.count > 0,
      let eigen = Covariance.scatter(of: samples, about: centre).eigen()
    else { return nil }
    axes = eigen.vectors
    let centre = centre
    ranges = axes.map { axis in Self.range(of: samples, about: centre, along: axis) }
  }

  private static func range(
    of samples: PlanarMatrix, about centre: [Double], along axis: [Double]
  ) -> ClosedRange<Double> {
    var scores = [Double](repeating: 0, count: samples.count)
    for feature in 0..<samples.features {
      for (index, value) in samples.row(feature).enumerated() {
        scores[index] += (Double(value) - centre[feature]) * axis[feature]
      }
    }
    return (scores.min() ?? 0)...(scores.max() ?? 0)
  }

  /// Points spread evenly over the box.
  func draw(_ count: Int, _ random: inout RandomSequence) -> PlanarMatrix {
    var out = PlanarMatrix(features: centre.count, count: count)
    for index in 0..<count {
      let scores = ranges.map {
        $0.lowerBound + random.uniform() * ($0.upperBound - $0.lowerBound)
      }
      for feature in centre.indices {
        out[feature, index] = Float(
          zip(scores, axes).reduce(centre[feature]) { $0 + $1.0 * $1.1[feature] })
      }
    }
    return out
  }
}

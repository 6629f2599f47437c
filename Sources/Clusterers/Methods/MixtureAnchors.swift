import Fitting
import Kernels

/// Labelled samples, whose responsibilities are fixed. They count for means
/// and covariances of their components, not for the shares: how much of a class
/// has been labelled says nothing about how much of it there is.
struct MixtureAnchors: Sendable {
  private let density: ComponentDensity
  private let known: KnownSamples
  /// What a sample of each class weighs.
  private let weights: [Double]
  /// Moments before there are components: every sample as it is.
  let moments: MixtureMoments

  init(_ known: KnownSamples, density: ComponentDensity, samples: Int, clusters: Int) {
    self.density = density
    self.known = known
    let weights = known.weights(samples: samples, clusters: clusters)
    self.weights = weights
    moments = Self.moments(of: known) { label, _ in (weights[label], weights[label]) }
  }

  /// Sums over all samples, each with its share and weight.
  private static func moments(
    of known: KnownSamples, _ weigh: (_ label: Int, _ code: [Double]) -> (Double, Double)
  ) -> MixtureMoments {
    let d = known.codes.features
    var out = MixtureMoments(clusters: known.classCount, features: d)
    for (index, label) in known.classes.enumerated() {
      let code = (0..<d).map { Double(known.codes[$0, index]) }
      let (share, weight) = weigh(label, code)
      out.shares[label] += share
      out.s0[label] += weight
      for row in 0..<d {
        out.s1[label * d + row] += weight * code[row]
        for column in 0..<d {
          out.s2[(label * d + row) * d + column] += weight * code[row] * code[column]
        }
      }
    }
    return out
  }

  /// The moments that count in the next step, with the log likelihood of the
  /// samples in the components of their classes.
  func seen(by components: [MixtureComponent]) -> MixtureMoments {
    switch density {
    case .gaussian:
      var out = moments
      for (cluster, component) in components.enumerated() {
        out.evidence += moments.likelihood(of: cluster, under: component)
      }
      return out
    case .student:
      return seenInTails(by: components)
    }
  }

  private func seenInTails(by components: [MixtureComponent]) -> MixtureMoments {
    let d = known.codes.features
    var evidence = 0.0
    var out = Self.moments(of: known) { label, code in
      let component = components[label]
      let square = component.square(code)
      evidence +=
        weights[label]
        * (density.peak(features: d, logDeterminant: component.logDeterminant)
          + density.fall(features: d, square: square))
      return (weights[label], weights[label] * density.weight(features: d, square: square))
    }
    out.evidence = evidence
    return out
  }
}

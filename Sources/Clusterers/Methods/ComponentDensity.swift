import Foundation

/// How the components of a mixture fall off.
enum ComponentDensity: Sendable, Equatable {
  case gaussian
  /// Multivariate Student t: samples far from a component count for less in its
  /// mean and covariance.
  case student(degrees: Double)

  /// The clusterer's name.
  var method: String {
    switch self {
    case .gaussian: "gaussian-mixture"
    case .student: "t-mixture"
    }
  }

  /// The fit as progress names it.
  var stage: String {
    switch self {
    case .gaussian: "gaussian mixture"
    case .student: "t mixture"
    }
  }

  /// Log density at the centre of a component, for `features` dimensions and
  /// the log determinant of its scale matrix.
  func peak(features: Int, logDeterminant: Double) -> Double {
    let d = Double(features)
    switch self {
    case .gaussian:
      return -0.5 * (d * log(2 * .pi) + logDeterminant)
    case .student(let degrees):
      return logGamma((degrees + d) / 2) - logGamma(degrees / 2)
        - 0.5 * (d * log(degrees * .pi) + logDeterminant)
    }
  }

  /// Log density at a squared Mahalanobis distance, below the peak.
  func fall(features: Int, square: Double) -> Double {
    switch self {
    case .gaussian: return -0.5 * square
    case .student(let degrees):
      return -0.5 * (degrees + Double(features)) * log1p(square / degrees)
    }
  }

  /// What a sample at a squared Mahalanobis distance weighs in its component.
  func weight(features: Int, square: Double) -> Double {
    switch self {
    case .gaussian: return 1
    case .student(let degrees): return (degrees + Double(features)) / (degrees + square)
    }
  }

  /// log of the gamma function of a positive number, without the global sign
  /// that lgamma writes.
  private func logGamma(_ x: Double) -> Double {
    var shifted = x
    var product = 0.0
    while shifted < 10 {
      product += log(shifted)
      shifted += 1
    }
    let inverse = 1 / shifted
    let square = inverse * inverse
    let series =
      inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)))
    return (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * .pi) + series - product
  }
}

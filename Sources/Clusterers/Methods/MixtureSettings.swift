import Fitting

/// What the components of a mixture may look like.
struct MixtureSettings: Sendable {
  enum Shape: String { case full, tied, diagonal }

  var density: ComponentDensity
  var clusters: Int
  var shape: Shape
  var shrinkage: Double
  /// What is added to the diagonal of every covariance.
  var ridge: Double

  /// Free parameters for `d` features.
  func freeParameters(features d: Int) -> Int {
    let triangle = d * (d + 1) / 2
    let shapes =
      switch shape {
      case .tied: triangle
      case .diagonal: clusters * d
      case .full: clusters * triangle
      }
    return shapes + clusters * d + clusters - 1
  }
}

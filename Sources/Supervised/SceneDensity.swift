import Clusterers
import Fitting
import Kernels

/// How dense the codes of a whole scene lie: a mixture of a few Gaussians.
struct SceneDensity {
  private static let components = 8
  /// Samples that it is fitted to.
  private static let samples = 20_000

  private let found: [ClassGaussians.Component]
  private let mean: [Float]
  private let ridge: Double

  init(of codes: PlanarMatrix, context: FitContext) throws {
    let drawn = ClusterQuality.draw(
      Self.samples, of: Array(0..<codes.count), seed: context.seed
    ).sorted()
    let own = codes.gathering(drawn)
    let centre = Scaler.centring(own)
    let centred = centre.apply(own)
    mean = centre.centre.map(Float.init)
    ridge = ClassGaussians.ridge(of: centred)
    found = try ClassComponents(
      centred, count: Self.components, ridge: ridge, seed: context.seed
    ).found()
  }

  func step() throws -> ClassMixture {
    try ClassGaussians(classes: [found]).step(mean: mean, ridge: ridge)
  }

  /// The covariance of codes about the means of their Gaussians.
  var within: SymmetricMatrix {
    var out = SymmetricMatrix(order: mean.count)
    for component in found {
      for index in out.values.indices {
        out.values[index] += component.weight * component.covariance.values[index]
      }
    }
    return out
  }
}

import Fitting

/// Mixtures of Gaussians.
enum GaussianMixture {
  static let method = ClustererMethod(
    name: "gaussian-mixture",
    summary: "mixture of Gaussians with full covariances, by expectation maximisation",
    source:
      "Dempster, Laird and Rubin, JRSS B 39(1), 1977; shrinkage after Friedman, JASA 84, 1989",
    parameters: MixtureFit.parameters,
    fit: { codes, clusters, parameters, context in
      try MixtureFit(
        codes, clusters: clusters, density: .gaussian, parameters: parameters, context: context
      ).run()
    },
    restore: { tensors, _ in try MixtureClusterer(.gaussian, tensors: tensors) },
    keepsKnown: true)
}

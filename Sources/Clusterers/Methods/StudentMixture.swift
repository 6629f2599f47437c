import Fitting

/// Mixtures of multivariate Student t: pixels that fit nowhere do not bend the
/// units that they come nearest to.
enum StudentMixture {
  static let method = ClustererMethod(
    name: "t-mixture",
    summary: "mixture of Student t with full scale matrices: outliers bend no unit",
    source:
      "Peel and McLachlan, Statistics and Computing 10, 2000; shrinkage after Friedman, JASA 84, "
      + "1989",
    parameters: [
      Parameter(
        "degrees", .number(1...1_000_000), default: .number(5),
        "degrees of freedom: the fewer, the longer the tails")
    ] + MixtureFit.parameters,
    fit: { codes, clusters, parameters, context in
      try MixtureFit(
        codes, clusters: clusters, density: density(parameters), parameters: parameters,
        context: context
      ).run()
    },
    restore: { tensors, parameters in
      try MixtureClusterer(density(parameters), tensors: tensors)
    },
    keepsKnown: true)

  private static func density(_ parameters: Parameters) -> ComponentDensity {
    .student(degrees: parameters.number("degrees"))
  }
}

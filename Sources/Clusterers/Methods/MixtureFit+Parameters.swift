import Fitting

extension MixtureFit {
  /// What all mixtures can be told.
  static let parameters = [
    Parameter(
      "starts", .integer(1...1000), default: .integer(10),
      "k-means starts, of which the best one begins the mixture"),
    Parameter(
      "search", .flag, default: .flag(true),
      "short runs on a part of the samples find the start; components move where that makes a "
        + "clear difference"),
    Parameter(
      "restarts", .integer(1...100), default: .integer(1),
      "mixtures fitted from different starts, those after the first without search; the most likely "
        + "is kept"),
    Parameter(
      "max-iterations", .integer(1...10_000), default: .integer(100), "iterations per start"),
    Parameter(
      "tolerance", .number(0...1), default: .number(1e-5),
      "stop when the mean log likelihood grows by less than this"),
    Parameter(
      "covariance", .choice(["full", "tied", "diagonal"]), default: .text("full"),
      "shape of the components: each its own, one for all, or axis-parallel"),
    Parameter(
      "shrinkage", .number(0...10), default: .number(0.05),
      "pull towards the pooled covariance, in samples per component (n/k) it is worth"),
    Parameter(
      "regularisation", .number(1e-9...1), default: .number(1e-6),
      "added to every variance, as a share of the mean variance of the codes"),
    Parameter(
      "fit-samples", .integer(1000...10_000_000), default: .integer(50_000),
      "most samples that the mixture is fitted on"),
  ]
}

import Fitting
import Foundation
import Kernels
import Rasters

/// Fits a mixture by expectation maximisation, started from k-means.
struct MixtureFit {
  let clusters: Int
  let parameters: Parameters
  private(set) var context: FitContext
  private let mean: [Float]
  /// On the centred codes.
  let em: MixtureEM
  /// To the space in which starts are sought: with noise at unit variance
  /// the components of most signal would decide them alone.
  let unitVariance: Scaler

  private var settings: MixtureSettings { em.settings }

  init(
    _ codes: PlanarMatrix, clusters: Int, density: ComponentDensity, parameters: Parameters,
    context: FitContext
  ) throws {
    try DistinctSamples.require(clusters, in: codes)
    self.clusters = clusters
    self.parameters = parameters
    self.context = context
    let drawn = codes.thinned(to: parameters.integer("fit-samples"))
    let centre = Scaler.centring(drawn)
    mean = centre.centre.map(Float.init)
    let x = centre.apply(drawn)
    let scatter = Covariance.scatter(of: x, about: Covariance.means(of: x))
    let meanVariance = scatter.trace / Double(max(1, x.count * x.features))
    unitVariance = Scaler.fit(.zScore, to: x, extremes: [])
    self.context.known = context.known?.mapped(centre.apply)
    let settings = MixtureSettings(
      density: density, clusters: clusters,
      shape: MixtureSettings.Shape(rawValue: parameters.text("covariance")) ?? .full,
      shrinkage: parameters.number("shrinkage"),
      ridge: parameters.number("regularisation") * max(meanVariance, 1e-12))
    em = MixtureEM(x, settings: settings, context: self.context)
  }

  func run() throws -> Fit<any Clusterer> {
    let restarts = clusters == 1 ? 1 : parameters.integer("restarts")
    var best: MixtureEM.Attempt?
    for start in 0..<restarts {
      context.progress(settings.density.stage, Double(start) / Double(restarts))
      let attempt = try em.maximise(
        from: begin(start),
        iterations: parameters.integer("max-iterations"),
        tolerance: parameters.number("tolerance"))
      if attempt.evidence > best?.evidence ?? -.infinity { best = attempt }
    }
    guard let best else {
      throw Failure("\(settings.density.method): the codes hold values that are not finite")
    }
    let found = best.mixture
    let mixture = MixtureClusterer(
      settings.density, mean: mean, factors: found.factors, offsets: found.offsets,
      constants: found.constants)
    return Fit(mixture, notes: try notes(best))
  }

  /// Restarts differ from the first start, and from each other, by their seeds.
  private func begin(_ start: Int) throws -> MixtureStep.Outcome {
    guard start == 0, parameters.flag("search"), !context.isTrial else {
      return try em.outcome(from: startingMoments(start: start))
    }
    return try MixtureSearch(em: em, starts: parameters.integer("starts")).run()
  }

  private func notes(_ best: MixtureEM.Attempt) throws -> FitNotes {
    var notes = FitNotes()
    let n = Double(em.x.count)
    let free = Double(settings.freeParameters(features: em.x.features))
    notes.curves = [.init(name: "mean-log-likelihood", values: best.history)]
    let bic = free * log(n) - 2 * n * best.evidence
    notes.facts = [
      "mean-log-likelihood": best.evidence, "iterations": Double(best.history.count),
      "bic": bic, "icl": try bic - 2 * em.certainty(best.mixture),
    ]
    if !best.converged {
      notes.warnings.append(
        "the mixture stopped at its \(best.history.count) iterations before it converged")
    }
    return notes
  }

  /// Hard assignment by the best of some k-means starts on all samples.
  private func startingMoments(start: Int) throws -> MixtureMoments {
    var own = context
    own.seed = context.seed &+ UInt64(start) &* 7919
    own.progress = { _, _ in }
    own.known = context.known?.mapped(unitVariance.apply)
    let settings = Parameters(
      KMeansClusterer.method.parameters,
      given: [
        "restarts": .integer(parameters.integer("starts")), "max-iterations": .integer(30),
      ])
    let fit = try KMeansFit(
      unitVariance.apply(em.x), clusters: clusters, parameters: settings, context: own
    ).run()
    return try em.moments(of: fit.step, scaler: unitVariance)
  }
}

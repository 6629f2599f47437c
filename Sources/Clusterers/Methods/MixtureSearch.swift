import Fitting
import Foundation
import Kernels

/// Where a mixture begins: short runs of expectation maximisation from several
/// starts on a part of the samples (Biernacki, Celeux and Govaert, "Choosing
/// starting values for the EM algorithm", Computational Statistics and Data
/// Analysis 41, 2003), of which one is improved by ``MixtureMoves``.
///
/// Nothing here is drawn by the seed of the fit, and the first start that is about
/// as good as the best is taken: mixtures that differ by less are told apart by
/// which pixels happen to be samples, and units would change with the seed.
struct MixtureSearch {
  /// Samples that the search sees, at least, and for each of many components.
  private static let part = (least: 10_000, each: 1000)
  /// Iterations of every start.
  private static let iterations = 32
  /// A gain of the mean log likelihood that is clear: several times what another
  /// sample of as many pixels changes it by.
  static let clear = 0.05

  let em: MixtureEM
  /// k-means starts on all samples that the search replaces: half as many do, because
  /// each is searched further itself.
  let starts: Int

  /// The mixture that the fit on all samples begins with.
  func run() throws -> MixtureStep.Outcome {
    let clusters = em.settings.clusters
    // With noise at unit variance the components of most signal would decide
    // alone: codes at unit variance come first.
    let isWide = em.x.features >= Planar.wide
    let kinds: [Scaler.Kind] = clusters == 1 || isWide ? [.zScore] : [.zScore, .none]
    let part = em.onPart(of: max(Self.part.least, Self.part.each * clusters))
    let attempts = try kinds.map { kind in
      let space = Scaler.fit(kind, to: part.x, extremes: [])
      return try part.maximise(
        from: part.outcome(from: part.moments(of: kMeans(part, in: space), scaler: space)),
        iterations: Self.iterations, tolerance: 1e-4)
    }
    let most = attempts.map(\.evidence).max() ?? 0
    guard let best = attempts.first(where: { $0.evidence >= most - Self.clear }) else {
      return attempts[0].outcome
    }
    guard clusters > 2, !isWide else { return best.outcome }
    return try MixtureMoves(em: part, least: Self.clear).improved(best).outcome
  }

  private func kMeans(_ part: MixtureEM, in space: Scaler) throws -> any Clusterer {
    var context = part.context
    context.seed = 0
    context.progress = { _, _ in }
    context.known = context.known?.mapped(space.apply)
    let settings = Parameters(
      KMeansClusterer.method.parameters,
      given: ["restarts": .integer((starts + 1) / 2), "max-iterations": .integer(30)])
    return try KMeansFit(
      space.apply(part.x), clusters: part.settings.clusters, parameters: settings, context: context
    ).search().step
  }
}

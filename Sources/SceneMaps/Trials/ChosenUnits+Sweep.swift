package import Fitting
package import Learning
import MapTools
import Rasters

extension ChosenUnits {
  package init(_ tried: UnitTrials, _ sample: CodedSample, _ context: FitContext) throws {
    let trials = try tried.run(sample, context)
    guard let choice = UnitChoice(among: trials) else {
      throw Failure("the sweep holds no number of units")
    }
    self.init(
      trials: trials.map { SweepReport.Trial($0, known: tried.known) },
      recommendation: SweepWords(choice, tried: trials.map(\.units), known: tried.known)
        .recommendation,
      warnings: tried.missing(trials))
  }
}

extension SweepReport.Trial {
  /// - Parameter known: units of labels, beside those that were tried.
  package init(_ trial: UnitTrial, known: Int = 0) {
    self.init(
      units: known + trial.units, inertia: trial.quality.inertia,
      silhouette: trial.quality.silhouette,
      daviesBouldin: trial.quality.daviesBouldin,
      calinskiHarabasz: trial.quality.calinskiHarabasz, bic: trial.bic, gap: trial.gap,
      gapError: trial.gapError, stability: trial.stability,
      stabilityDeviation: trial.stabilityDeviation, smallestShare: trial.smallestShare)
  }
}

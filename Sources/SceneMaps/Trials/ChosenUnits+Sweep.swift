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
      trials: trials.map(SweepReport.Trial.init),
      recommendation: SweepWords(choice, tried: trials.map(\.units)).recommendation,
      warnings: tried.missing(trials))
  }
}

extension SweepReport.Trial {
  package init(_ trial: UnitTrial) {
    self.init(
      units: trial.units, inertia: trial.quality.inertia, silhouette: trial.quality.silhouette,
      daviesBouldin: trial.quality.daviesBouldin,
      calinskiHarabasz: trial.quality.calinskiHarabasz, bic: trial.bic, gap: trial.gap,
      gapError: trial.gapError, stability: trial.stability,
      stabilityDeviation: trial.stabilityDeviation, smallestShare: trial.smallestShare)
  }
}

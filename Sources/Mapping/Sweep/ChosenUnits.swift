import Learning
import Rasters

/// The number of units that a sweep before a fit has chosen, and why: part
/// of `run.json`.
public struct ChosenUnits: Codable, Sendable {
  public var trials: [SweepReport.Trial]
  public var recommendation: SweepReport.Recommendation
  /// What was left out.
  var warnings: [String]

  init(_ tried: UnitTrials, _ sample: CodedSample, _ context: FitContext) throws {
    let trials = try tried.run(sample, context)
    guard let choice = UnitChoice(among: trials) else {
      throw Failure("the sweep holds no number of units")
    }
    self.trials = trials.map(SweepReport.Trial.init)
    recommendation = SweepWords(choice, tried: trials.map(\.units)).recommendation
    warnings = tried.missing(trials)
  }
}

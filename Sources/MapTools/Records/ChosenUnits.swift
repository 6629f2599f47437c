/// The number of units that a sweep before a fit has chosen, and why: part
/// of `run.json`.
public struct ChosenUnits: Codable, Sendable {
  public var trials: [SweepReport.Trial]
  public var recommendation: SweepReport.Recommendation
  /// What was left out.
  package var warnings: [String]

  package init(
    trials: [SweepReport.Trial], recommendation: SweepReport.Recommendation, warnings: [String]
  ) {
    self.trials = trials
    self.recommendation = recommendation
    self.warnings = warnings
  }
}

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

extension RunReport {
  /// Why there are as many units as there are; nil where somebody said so.
  public var unitChoice: String? {
    guard let chosen = chosenUnits else { return nil }
    let (wanted, tried) = (chosen.recommendation.units, chosen.trials.map(\.units))
    let range =
      tried.count < 2 ? "" : " among \(tried[0]) to \(tried[tried.count - 1])"
    let fewer =
      units.isEmpty || units.count >= wanted
      ? "" : "; \(wanted - units.count) of them would have no pixel, and the map has \(units.count)"
    return "\(wanted) units were chosen\(range): \(chosen.recommendation.reason)\(fewer)"
  }
}

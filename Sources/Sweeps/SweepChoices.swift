import Learning
import MapTools
import SceneMaps

/// What each index alone would take.
enum SweepChoices {
  typealias Trial = SweepReport.Trial

  static func all(_ trials: [Trial]) -> [SweepReport.Choice] {
    [
      .init(index: "inertia", rule: "bend: farthest below the chord", units: elbow(trials)),
      .init(index: "silhouette", rule: "largest", units: largest(trials, \.silhouette)),
      .init(
        index: "daviesBouldin", rule: "smallest",
        units: largest(trials, \.daviesBouldin, sign: -1)),
      .init(index: "calinskiHarabasz", rule: "largest", units: largest(trials, \.calinskiHarabasz)),
      .init(index: "bic", rule: "smallest", units: largest(trials, \.bic, sign: -1)),
      .init(
        index: "gap", rule: "first within one error of the next", units: gap(trials)),
      .init(index: "stability", rule: "largest", units: largest(trials, \.stability)),
    ]
  }

  /// The first of equals.
  private static func largest(
    _ trials: [Trial], _ index: KeyPath<Trial, Double?>, sign: Double = 1
  ) -> Int? {
    let known = trials.compactMap { trial in
      trial[keyPath: index].map { (units: trial.units, value: sign * $0) }
    }
    guard let first = known.first, known.count > 1 else { return nil }
    return known.reduce(first) { $1.value > $0.value ? $1 : $0 }.units
  }

  private static func elbow(_ trials: [Trial]) -> Int? {
    let known = trials.filter { $0.inertia != nil }
    return Elbow.index(
      x: known.map { Double($0.units) }, y: known.compactMap(\.inertia)
    ).map { known[$0].units }
  }

  private static func gap(_ trials: [Trial]) -> Int? {
    GapStatistic.choice(
      trials.compactMap { trial in
        guard let gap = trial.gap, let error = trial.gapError else { return nil }
        return (trial.units, gap, error)
      })
  }
}

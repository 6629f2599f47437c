import Fitting
import Foundation
import MapUnits

/// Whether the values of a scene are of the size of those that a model was
/// fitted to.
struct ModelRange {
  let names: [String]
  let scaler: Scaler
  /// Of the features of the scene.
  let statistics: UnitStatistics

  /// Deviations around a mean in which most values lie.
  private static let reach = 3.0
  /// Times that one spread is larger than the other where they have nothing in
  /// common.
  private static let ratio = 50.0

  /// What is to be known where hardly a feature is of the size it was fitted
  /// to; nil otherwise.
  var note: String? {
    guard scaler.kind != .none else { return nil }
    var alien: [(name: String, text: String)] = []
    var known = 0
    for feature in names.indices where scaler.gain[feature] > 0 {
      guard let own = moments(feature) else { continue }
      known += 1
      let model = fitted(feature)
      let apart = abs(own.mean - model.mean) > Self.reach * (own.spread + model.spread)
      let sizes = own.spread / model.spread
      guard apart || sizes * Self.ratio < 1 || sizes > Self.ratio else { continue }
      let texts = [own.mean, own.spread, model.mean, model.spread].map {
        String(format: "%.4g", $0)
      }
      alien.append(
        (names[feature], "\(texts[0]) ± \(texts[1]), in the model \(texts[2]) ± \(texts[3])"))
    }
    guard let first = alien.first, 2 * alien.count > known else { return nil }
    return "values of \(alien.count) of \(known) features are not of the size that the model was "
      + "fitted to (\(first.name): \(first.text)): are they in other units?"
  }

  /// Mean and deviation over all units; nil for a map without pixels.
  private func moments(_ feature: Int) -> (mean: Double, spread: Double)? {
    let pixels = Double(statistics.pixels.reduce(0, +))
    guard pixels > 0 else { return nil }
    var (sum, squares) = (0.0, 0.0)
    for unit in 1...max(1, statistics.units) {
      guard let mean = statistics.mean(unit: unit, band: feature),
        let deviation = statistics.deviation(unit: unit, band: feature)
      else { continue }
      let share = Double(statistics.pixels[unit - 1]) / pixels
      sum += share * mean
      squares += share * (mean * mean + deviation * deviation)
    }
    return (sum, max(0, squares - sum * sum).squareRoot())
  }

  /// What the scaler says of the sample that it was fitted to.
  private func fitted(_ feature: Int) -> (mean: Double, spread: Double) {
    let (centre, width) = (scaler.centre[feature], 1 / scaler.gain[feature])
    switch scaler.kind {
    case .zScore, .none: return (centre, width)
    // Most values lie within four deviations.
    case .minMax, .robust: return (centre + width / 2, width / 4)
    }
  }
}

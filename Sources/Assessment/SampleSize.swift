import Foundation

/// How many samples an accuracy assessment takes.
package enum SampleSize {
  /// The size of a stratified sample whose overall accuracy is to have a
  /// standard error (Cochran, Sampling Techniques, 1977, eq. 5.25; Olofsson et
  /// al., Remote Sensing of Environment 148, 2014, eq. 13):
  ///
  ///     n = (sum W S)^2 / (E^2 + sum W S^2 / N),  S = sqrt(U (1 - U))
  ///
  /// `weights` are the shares W of the strata, `accuracies` the user's
  /// accuracies U that are expected of them, `population` is N in pixels.
  package static func stratified(
    weights: [Double], accuracies: [Double], standardError: Double, population: Int
  ) -> Int {
    let deviations = accuracies.map(deviation)
    let mean = zip(weights, deviations).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = zip(weights, deviations).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
    let n = mean * mean / (standardError * standardError + variance / Double(max(1, population)))
    // 1600.0000000000002 samples are 1600.
    return min(population, Int((min(n, 1e15) * (1 - 1e-12)).rounded(.up)))
  }

  /// The standard deviation of a sample that is right with this probability.
  package static func deviation(_ accuracy: Double) -> Double {
    (accuracy * (1 - accuracy)).squareRoot()
  }
}

/// A figure estimated from a sample.
package struct Estimate: Codable, Sendable, Equatable {
  package var value: Double
  /// Nil where a stratum has a single sample: its spread is not known.
  package var standardError: Double?

  package init(value: Double, standardError: Double?) {
    self.value = value
    self.standardError = standardError
  }

  /// The quantile of the normal distribution for a 95 % interval.
  package static let quantile = 1.96

  /// Half of the 95 % confidence interval.
  package var margin: Double? { standardError.map { $0 * Self.quantile } }

  package func scaled(by factor: Double) -> Estimate {
    Estimate(value: value * factor, standardError: standardError.map { $0 * factor })
  }
}

import Foundation

/// A stretch of cutouts of several bands to numbers from 0 to 1, for encoders.
package struct BandStretch: Sendable, Equatable {
  package enum Bands: String, CaseIterable, Sendable {
    /// One pair of limits for all bands: colours stay.
    case together
    /// Each band between its own limits: bands count alike.
    case apart
  }

  /// One of each band, or one for all.
  package let stretches: [Stretch]

  /// Each cutout between its own limits (or the stretch's, where it has some).
  package init(_ stretch: Stretch, bands: Int, _ kind: Bands) {
    stretches = [Stretch](repeating: stretch, count: kind == .apart ? max(1, bands) : 1)
  }

  /// All cutouts between the limits that a sample of their survey's pixels
  /// [band][pixel] has, so that faint sources stay faint.
  package init(_ stretch: Stretch, survey sample: [[Float]], _ kind: Bands) {
    stretches =
      switch kind {
      case .apart where !sample.isEmpty: sample.map { stretch.fitted(to: $0) }
      default: [stretch.fitted(to: sample.flatMap { $0 })]
      }
  }

  /// In words, for records.
  package var text: String {
    stretches.count == 1
      ? stretches[0].text
      : stretches.enumerated().map { "band \($0 + 1) \($1.text)" }.joined(separator: ", ")
  }

  /// From 0 to 1 [band][pixel] of the planes of a cutout, 0 where it has no
  /// value.
  package func shares(_ planes: [Float]) -> [Float] {
    let area = planes.count / stretches.count
    return stretches.enumerated().flatMap { band, stretch in
      stretch.shares(planes[band * area..<(band + 1) * area]).map { $0.isNaN ? 0 : Float($0) }
    }
  }
}

extension Stretch {
  /// The same curve between the limits that these values have by it.
  package func fitted(to values: some Collection<Float>) -> Stretch {
    var fitted = self
    let (low, high) = own(values)
    fitted.limits = low...max(low, high)
    return fitted
  }
}

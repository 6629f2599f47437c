/// A made-up source and the truth of it.
struct SimulatedSource: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case early, late, irregular, merger, star
  }

  enum Note: String, Sendable {
    case none = ""
    case edge, corner, masked, faint
  }

  var kind: Kind
  var note: Note
  /// Pixels from 0.
  var x: Double
  var y: Double
  /// In r; the other bands follow from the parts.
  var magnitude: Double
  /// The first is the main one; none for stars.
  var parts: [LightProfile]
  /// Fluxes of a star, for each band.
  var starFluxes: [Double]

  /// Flux of each band.
  var fluxes: [Double] {
    guard let first = parts.first else { return starFluxes }
    return parts.dropFirst().reduce(first.fluxes) { sums, part in
      zip(sums, part.fluxes).map { $0 + $1 }
    }
  }
}

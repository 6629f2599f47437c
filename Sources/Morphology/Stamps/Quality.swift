/// How far a source's measurements can be trusted, as statmorph says it.
public enum QualityFlag: Int, Sendable, Comparable {
  case good = 0
  case suspect = 1
  case bad = 2
  /// Nothing can be measured: no positive flux, or too large.
  case catastrophic = 4

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Why a source is flagged.
public enum QualityReason: String, Sendable, CaseIterable {
  case segmentsDiffer = "segments differ"
  case disjointGiniSegment = "disjoint Gini segment"
  case centreLeftImage = "search for the centre left the image"
  case zeroFluxInAperture = "no flux in the aperture"
  case centreDrifted = "asymmetry centre far from centroid"

  case notFinite = "no finite value"
  case centroidOutside = "centroid outside the stamp"
  case centroidMasked = "centroid masked"
  case negativeMoment = "second moment not positive"
  case petrosianZeroFlux = "mean flux 0 within an aperture"
  case petrosianSmall = "Petrosian radius below a pixel"
  case petrosianLarge = "Petrosian radius beyond the stamp"
  case emptySegments = "empty segments"
  case emptyGiniSegment = "empty Gini segment"
  case fullGiniSegment = "Gini segment fills the stamp"
  case noGini = "too few pixels for Gini"
  case noM20 = "no M20"
  case noSignalToNoise = "no signal-to-noise"
  case noSkybox = "no sky box"
  case centreUnstable = "no asymmetry centre near the source"
  case centreMasked = "asymmetry centre masked"
  case radiusOfNoFlux = "flux within an aperture not positive"
  case invalidRadius = "radius of a share of the flux is 0"
  case noSmoothness = "no smoothness"
  case brightestPixelAdded = "brightest pixel outside its segment"
  case noDeviation = "no deviation"
  case shapeUndefined = "no sky for the shape segment"
  case extentZero = "source of one pixel"
  case noOuterAsymmetry = "no outer asymmetry"
  case skyRemains = "background not subtracted"

  case nonPositiveFlux = "flux not positive"
  case tooLarge = "segment too large"
  case notDetected = "not detected"

  public var flag: QualityFlag {
    switch self {
    case .segmentsDiffer, .disjointGiniSegment, .centreLeftImage, .zeroFluxInAperture,
      .centreDrifted:
      .suspect
    case .nonPositiveFlux, .tooLarge, .notDetected: .catastrophic
    default: .bad
    }
  }
}

/// What was found wrong while one source was measured.
final class Findings {
  private(set) var reasons: [QualityReason] = []

  func note(_ reason: QualityReason) {
    if !reasons.contains(reason) { reasons.append(reason) }
  }
}

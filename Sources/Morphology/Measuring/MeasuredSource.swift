/// What was found of one source, which ``SourceMeasure`` reads off. Parts are worked out in the
/// order in which they need one another.
struct MeasuredSource {
  let source: SourceStamp
  let stamp: PreparedStamp
  let findings: Findings
  let sky: Skybox
  /// One standard deviation per pixel, 0 where masked.
  let sigma: [Double]
  let shapes: SourceShapes
  let apertures: SourceApertures
  let segments: SourceSegments
  let radii: SourceRadii
  let statistics: SourceStatistics
  let fit: SersicFit

  /// Nil where the source has no positive flux.
  init?(_ source: SourceStamp, fitsSersic: Bool) {
    guard source.isWhole else { return nil }
    let stamp = PreparedStamp(source)
    let moments = Moments(stamp.own)
    guard moments.flux > 0, moments.flux.isFinite else { return nil }
    let findings = Findings()
    (self.source, self.stamp, self.findings) = (source, stamp, findings)
    sky = Skybox(stamp, findings: findings)
    sigma = Self.sigma(source, stamp, sky)
    shapes = SourceShapes(stamp, moments, sky, findings)
    apertures = SourceApertures(shapes)
    segments = SourceSegments(stamp, shapes, apertures, sky, findings)
    radii = SourceRadii(stamp, apertures, segments, findings)
    statistics = SourceStatistics(stamp, sigma, shapes, apertures, segments, radii, findings)
    if sky.box == nil || abs(sky.mean) > sky.sigma { findings.note(.skyRemains) }
    fit =
      fitsSersic
      ? SersicFit.make(
        stamp, sigma: sigma, pointSpread: source.pointSpread,
        guess: SersicGuess(
          x: shapes.centre.x, y: shapes.centre.y, radius: radii.halfEllipse,
          ellipticity: shapes.ownShape.ellipticity, theta: shapes.ownShape.orientation,
          concentration: radii.concentration))
      : SersicFit.none
  }

  /// All measures, with their flags.
  var result: SourceMorphology {
    var values = SourceMeasure.all.map { $0.value(self) }
    if values.contains(where: { !$0.isFinite }) {
      findings.note(.notFinite)
      values = values.map { $0.isFinite ? $0 : Conventions.invalid }
    }
    return SourceMorphology(
      label: source.label, flag: findings.reasons.map(\.flag).max() ?? .good,
      reasons: findings.reasons, sersicFlag: fit.flag, values: values)
  }

  /// The column of the image that a column of the stamp is.
  func column(_ x: Double) -> Double { x + Double(source.column) }

  /// The row of the image that a row of the stamp is.
  func row(_ y: Double) -> Double { y + Double(source.row) }

  private static func sigma(_ source: SourceStamp, _ stamp: PreparedStamp, _ sky: Skybox)
    -> [Double]
  {
    switch source.noise {
    case .sigma(let sigma):
      return sigma.indices.map { stamp.valid.values[$0] > 0 ? sigma[$0] : 0 }
    case .gain(let gain):
      let variance = sky.box == nil ? 0 : sky.sigma * sky.sigma
      return stamp.image.values.indices.map {
        stamp.valid.values[$0] > 0
          ? (abs(stamp.image.values[$0]) / gain + variance).squareRoot() : 0
      }
    }
  }
}

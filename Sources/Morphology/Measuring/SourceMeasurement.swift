import Foundation

/// All measurements of one source, in the order in which they need one
/// another.
struct SourceMeasurement {
  let result: SourceMorphology

  /// Nil where the source has no positive flux.
  init?(_ source: SourceStamp, fitsSersic: Bool) {
    guard source.isWhole else { return nil }
    let stamp = PreparedStamp(source)
    let moments = Moments(stamp.own)
    guard moments.flux > 0, moments.flux.isFinite else { return nil }
    let findings = Findings()
    let sky = Skybox(stamp, findings: findings)
    let sigma = Self.sigma(source, stamp, sky)

    // Centres and shapes.
    let centroid = Self.centroid(moments, stamp, findings)
    let centroidShape = MomentShape(
      stamp.own, x: centroid.x, y: centroid.y, flux: moments.flux, findings: findings)
    let petrosian = Petrosian(stamp: stamp, findings: findings)
    let asymmetry = Asymmetry(
      stamp, sky: sky,
      petrosian: petrosian.radius(of: Ellipse(x: centroid.x, y: centroid.y, a: 1)),
      findings: findings)
    let centre = asymmetry.centre(centroid: centroid)
    let shape = MomentShape(
      stamp.own, x: centre.x, y: centre.y, flux: moments.flux, findings: findings)

    // Petrosian apertures.
    var circle = Ellipse(x: centre.x, y: centre.y, a: 1)
    circle.a = petrosian.radius(of: circle)
    var ellipse = Ellipse(
      x: centre.x, y: centre.y, a: 1, elongation: shape.elongation, theta: shape.orientation)
    ellipse.a = petrosian.radius(of: ellipse)
    func flux(_ e: Ellipse) -> Double {
      abs(stamp.imageSums.sum(in: e.scaled(to: Conventions.fluxRadii * e.a)))
    }

    // Segments.
    var giniEllipse = ellipse
    (giniEllipse.x, giniEllipse.y) = centroid
    let giniSegment = GiniSegment.make(stamp, ellipse: giniEllipse, findings: findings)
    let modeSegment = ModeSegment.make(stamp, gini: giniSegment, findings: findings)
    let shapeSegment = ShapeSegment.make(
      stamp, centre: centre, petrosian: ellipse.a, sky: sky, findings: findings)
    Self.compare(giniSegment, modeSegment, findings)

    // Radii.
    let extent = circle.scaled(
      to: ShapeSegment.extent(shapeSegment, width: stamp.width, shape: circle))
    let extentEllipse = ellipse.scaled(
      to: ShapeSegment.extent(shapeSegment, width: stamp.width, shape: ellipse))
    if extent.a == 0 || extentEllipse.a == 0 { findings.note(.extentZero) }
    func radius(_ whole: Ellipse, _ share: Double) -> Double {
      whole.a == 0
        ? 0 : CurveOfGrowth(stamp.imageSums, shape: whole, findings: findings).radius(share)
    }
    let halfCircle = radius(extent, 0.5)
    let halfEllipse = radius(extentEllipse, 0.5)
    let growth = CurveOfGrowth(
      stamp.imageSums, shape: circle.scaled(to: Conventions.apertureRadii * circle.a),
      findings: findings)
    let r = [0.2, 0.5, 0.8].map { share in
      let r = growth.radius(share)
      if r > 0 { return r }
      findings.note(.invalidRadius)
      return Conventions.invalid
    }
    let concentration = r[0] > 0 && r[2] > 0 ? 5 * log10(r[2] / r[0]) : Conventions.invalid

    // Statistics.
    let giniM20 = GiniM20(stamp: stamp, segment: giniSegment, findings: findings)
    let gini = giniM20.gini()
    let m20 = giniM20.m20()
    let isValid = gini != Conventions.invalid && m20 != Conventions.invalid
    let bulge = isValid ? -0.693 * m20 + 4.95 * gini - 3.96 : Conventions.invalid
    let merger = isValid ? 0.139 * m20 + 0.990 * gini - 0.327 : Conventions.invalid
    let signalToNoise = giniM20.signalToNoise(sigma: sigma)
    let smoothness = Smoothness.value(
      stamp, x: centre.x, y: centre.y, petrosian: circle.a, sky: sky, findings: findings)
    let modes = ModeStatistics(stamp, segment: modeSegment, findings: findings)
    let outer = Self.outerAsymmetry(asymmetry, extentEllipse, halfEllipse, findings)
    let shapeAsymmetry = Self.shapeAsymmetry(stamp, shapeSegment, extent, findings)
    if sky.box == nil || abs(sky.mean) > sky.sigma { findings.note(.skyRemains) }

    let fit =
      fitsSersic
      ? SersicFit.make(
        stamp, sigma: sigma, pointSpread: source.pointSpread,
        guess: SersicGuess(
          x: centre.x, y: centre.y, radius: halfEllipse, ellipticity: shape.ellipticity,
          theta: shape.orientation, concentration: concentration))
      : SersicFit.none
    let (column, row) = (Double(source.column), Double(source.row))
    var values = [
      centroid.x + column, centroid.y + row, centroidShape.ellipticity, centroidShape.elongation,
      centroidShape.orientation, centre.x + column, centre.y + row, shape.ellipticity,
      shape.elongation, shape.orientation, flux(circle), flux(ellipse), circle.a, ellipse.a,
      extent.a, extentEllipse.a, halfCircle, halfEllipse, r[0], r[1], r[2], gini, m20, bulge,
      merger, signalToNoise, concentration, asymmetry.value(x: centre.x, y: centre.y),
      smoothness, modes.multimode, modes.intensity, modes.deviation,
      asymmetry.meanSquare(x: centre.x, y: centre.y), outer, shapeAsymmetry,
    ]
    values += fit.columns(column: column, row: row)
    values += [
      sky.mean, sky.median, sky.sigma, column, row, column + Double(stamp.width - 1),
      row + Double(stamp.height - 1), Double(stamp.width), Double(stamp.height),
    ]
    if values.contains(where: { !$0.isFinite }) {
      findings.note(.notFinite)
      values = values.map { $0.isFinite ? $0 : Conventions.invalid }
    }
    result = SourceMorphology(
      label: source.label, flag: findings.reasons.map(\.flag).max() ?? .good,
      reasons: findings.reasons, sersicFlag: fit.flag, values: values)
  }

  /// One standard deviation per pixel, 0 where masked.
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

  private static func centroid(
    _ moments: Moments, _ stamp: PreparedStamp, _ findings: Findings
  ) -> (x: Double, y: Double) {
    var (x, y) = (moments.x, moments.y)
    if !(x >= 0 && y >= 0 && x < Double(stamp.width) && y < Double(stamp.height)) {
      findings.note(.centroidOutside)
      (x, y) = (Double(stamp.width) / 2, Double(stamp.height) / 2)
    }
    if stamp.image[Int(x), Int(y)] == 0 { findings.note(.centroidMasked) }
    return (x, y)
  }

  private static func compare(_ gini: [Bool], _ mode: [Bool], _ findings: Findings) {
    let most = max(Clump.area(gini), Clump.area(mode))
    guard most > 0 else { return findings.note(.emptySegments) }
    let common = zip(gini, mode).reduce(0) { $0 + ($1.0 && $1.1 ? 1 : 0) }
    if Double(common) / Double(most) < Conventions.leastOverlap { findings.note(.segmentsDiffer) }
  }

  /// Wen et al. (2014): outside the half-light ellipse.
  private static func outerAsymmetry(
    _ asymmetry: Asymmetry, _ extent: Ellipse, _ half: Double, _ findings: Findings
  ) -> Double {
    guard half > 0, extent.a > half else {
      findings.note(.noOuterAsymmetry)
      return Conventions.invalid
    }
    return asymmetry.value(extent, without: extent.scaled(to: half))
  }

  /// Pawlik et al. (2016): of the segment itself, all pixels alike.
  private static func shapeAsymmetry(
    _ stamp: PreparedStamp, _ segment: [Bool], _ extent: Ellipse, _ findings: Findings
  ) -> Double {
    guard extent.a > 0 else { return Conventions.invalid }
    let plane = stamp.image.with(segment.map { $0 ? 1 : 0 })
    let sums = Turnable(plane, valid: stamp.valid).sums(in: extent)
    guard sums.flux != 0 else {
      findings.note(.zeroFluxInAperture)
      return 100
    }
    return sums.difference / sums.flux
  }
}

/// Statistics of the light of a source.
struct SourceStatistics {
  let gini: Double
  let m20: Double
  let signalToNoise: Double
  let smoothness: Double
  let modes: ModeStatistics
  let outerAsymmetry: Double
  let shapeAsymmetry: Double

  init(
    _ stamp: PreparedStamp, _ sigma: [Double], _ shapes: SourceShapes,
    _ apertures: SourceApertures, _ segments: SourceSegments, _ radii: SourceRadii,
    _ findings: Findings
  ) {
    let giniM20 = GiniM20(stamp: stamp, segment: segments.gini, findings: findings)
    gini = giniM20.gini()
    m20 = giniM20.m20()
    signalToNoise = giniM20.signalToNoise(sigma: sigma)
    smoothness = Smoothness.value(
      stamp, x: shapes.centre.x, y: shapes.centre.y, petrosian: apertures.circle.a,
      sky: shapes.asymmetry.sky, findings: findings)
    modes = ModeStatistics(stamp, segment: segments.mode, findings: findings)
    outerAsymmetry = Self.outerAsymmetry(shapes.asymmetry, radii, findings)
    shapeAsymmetry = Self.shapeAsymmetry(stamp, segments.shape, radii.extent, findings)
  }

  /// A weighted sum of Gini's coefficient and M20, less a constant; -99 where one has no value.
  func mixed(_ m20Weight: Double, _ giniWeight: Double, _ constant: Double) -> Double {
    gini != Conventions.invalid && m20 != Conventions.invalid
      ? m20Weight * m20 + giniWeight * gini - constant : Conventions.invalid
  }

  /// Wen et al. (2014): outside the half-light ellipse.
  private static func outerAsymmetry(
    _ asymmetry: Asymmetry, _ radii: SourceRadii, _ findings: Findings
  ) -> Double {
    let (extent, half) = (radii.extentEllipse, radii.halfEllipse)
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

extension SourceMeasure {
  static let structure = [
    SourceMeasure("gini", ucd: "src.morph.param", "Gini coefficient") { $0.statistics.gini },
    SourceMeasure("m20", ucd: "src.morph.param", "second moment of the brightest 20 %") {
      $0.statistics.m20
    },
    SourceMeasure("gini_m20_bulge", ucd: "src.morph.param", "F(G, M20)") {
      $0.statistics.mixed(-0.693, 4.95, 3.96)
    },
    SourceMeasure("gini_m20_merger", ucd: "src.morph.param", "S(G, M20)") {
      $0.statistics.mixed(0.139, 0.990, 0.327)
    },
    SourceMeasure("sn_per_pixel", ucd: "stat.snr", "mean signal-to-noise of a pixel") {
      $0.statistics.signalToNoise
    },
    SourceMeasure("concentration", ucd: "src.morph.param", "5 log10(r80 / r20)") {
      $0.radii.concentration
    },
    SourceMeasure("asymmetry", ucd: "src.morph.param", "against half a turn, less the sky's") {
      $0.shapes.asymmetry.value(x: $0.shapes.centre.x, y: $0.shapes.centre.y)
    },
    SourceMeasure("smoothness", ucd: "src.morph.param", "clumpiness, less the sky's") {
      $0.statistics.smoothness
    },
    SourceMeasure("multimode", ucd: "src.morph.param", "M of MID") {
      $0.statistics.modes.multimode
    },
    SourceMeasure("intensity", ucd: "src.morph.param", "I of MID") {
      $0.statistics.modes.intensity
    },
    SourceMeasure("deviation", ucd: "src.morph.param", "D of MID") {
      $0.statistics.modes.deviation
    },
    SourceMeasure("rms_asymmetry2", ucd: "src.morph.param", "squared asymmetry") {
      $0.shapes.asymmetry.meanSquare(x: $0.shapes.centre.x, y: $0.shapes.centre.y)
    },
    SourceMeasure(
      "outer_asymmetry", ucd: "src.morph.param", "asymmetry outside the half-light ellipse"
    ) { $0.statistics.outerAsymmetry },
    SourceMeasure("shape_asymmetry", ucd: "src.morph.param", "asymmetry of the segment") {
      $0.statistics.shapeAsymmetry
    },
  ]
}

import Foundation

/// How far a source reaches, and the radii that hold shares of its light.
struct SourceRadii {
  /// To the farthest pixel of the segment.
  let extent: Ellipse
  let extentEllipse: Ellipse
  let halfCircle: Double
  let halfEllipse: Double
  /// Radii of 20, 50 and 80 % of the light.
  let shares: [Double]
  let concentration: Double

  init(
    _ stamp: PreparedStamp, _ apertures: SourceApertures, _ segments: SourceSegments,
    _ findings: Findings
  ) {
    func reach(_ shape: Ellipse) -> Ellipse {
      shape.scaled(to: ShapeSegment.extent(segments.shape, width: stamp.width, shape: shape))
    }
    extent = reach(apertures.circle)
    extentEllipse = reach(apertures.ellipse)
    if extent.a == 0 || extentEllipse.a == 0 { findings.note(.extentZero) }
    func half(_ whole: Ellipse) -> Double {
      whole.a == 0
        ? 0 : CurveOfGrowth(stamp.imageSums, shape: whole, findings: findings).radius(0.5)
    }
    halfCircle = half(extent)
    halfEllipse = half(extentEllipse)
    let circle = apertures.circle
    let growth = CurveOfGrowth(
      stamp.imageSums, shape: circle.scaled(to: Conventions.apertureRadii * circle.a),
      findings: findings)
    shares = [0.2, 0.5, 0.8].map { share in
      let r = growth.radius(share)
      if r > 0 { return r }
      findings.note(.invalidRadius)
      return Conventions.invalid
    }
    concentration =
      shares[0] > 0 && shares[2] > 0 ? 5 * log10(shares[2] / shares[0]) : Conventions.invalid
  }
}

extension SourceMeasure {
  static let apertures = [
    SourceMeasure("flux_circ", ucd: "phot.count", "within two Petrosian radii, circular") {
      SourceApertures.flux($0.apertures.circle, $0.stamp)
    },
    SourceMeasure("flux_ellip", ucd: "phot.count", "within two Petrosian radii, elliptical") {
      SourceApertures.flux($0.apertures.ellipse, $0.stamp)
    },
    SourceMeasure(
      "rpetro_circ", unit: "pixel", ucd: "phys.size.radius", "Petrosian radius, circular"
    ) { $0.apertures.circle.a },
    SourceMeasure(
      "rpetro_ellip", unit: "pixel", ucd: "phys.size.smajAxis", "Petrosian semi-major axis"
    ) { $0.apertures.ellipse.a },
    SourceMeasure(
      "rmax_circ", unit: "pixel", ucd: "phys.size.radius", "farthest pixel of the segment"
    ) { $0.radii.extent.a },
    SourceMeasure(
      "rmax_ellip", unit: "pixel", ucd: "phys.size.smajAxis",
      "farthest pixel of the segment, elliptical"
    ) { $0.radii.extentEllipse.a },
    SourceMeasure(
      "rhalf_circ", unit: "pixel", ucd: "phys.size.radius", "half-light radius, circular"
    ) { $0.radii.halfCircle },
    SourceMeasure(
      "rhalf_ellip", unit: "pixel", ucd: "phys.size.smajAxis", "half-light semi-major axis"
    ) { $0.radii.halfEllipse },
  ]

  static let concentrations = [
    SourceMeasure("r20", unit: "pixel", ucd: "phys.size.radius", "radius of 20 % of the light") {
      $0.radii.shares[0]
    },
    SourceMeasure("r50", unit: "pixel", ucd: "phys.size.radius", "radius of 50 % of the light") {
      $0.radii.shares[1]
    },
    SourceMeasure("r80", unit: "pixel", ucd: "phys.size.radius", "radius of 80 % of the light") {
      $0.radii.shares[2]
    },
  ]
}

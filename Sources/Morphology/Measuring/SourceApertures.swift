/// The Petrosian apertures about the centre of least asymmetry.
struct SourceApertures {
  let circle: Ellipse
  let ellipse: Ellipse

  init(_ shapes: SourceShapes) {
    let (centre, shape) = (shapes.centre, shapes.ownShape)
    var circle = Ellipse(x: centre.x, y: centre.y, a: 1)
    circle.a = shapes.petrosian.radius(of: circle)
    var ellipse = Ellipse(
      x: centre.x, y: centre.y, a: 1, elongation: shape.elongation, theta: shape.orientation)
    ellipse.a = shapes.petrosian.radius(of: ellipse)
    (self.circle, self.ellipse) = (circle, ellipse)
  }

  /// The flux within two radii of an aperture.
  static func flux(_ aperture: Ellipse, _ stamp: PreparedStamp) -> Double {
    abs(stamp.imageSums.sum(in: aperture.scaled(to: Conventions.fluxRadii * aperture.a)))
  }
}

/// The segments that measures look at, one flag per pixel of the stamp.
struct SourceSegments {
  let gini: [Bool]
  let mode: [Bool]
  let shape: [Bool]

  init(
    _ stamp: PreparedStamp, _ shapes: SourceShapes, _ apertures: SourceApertures, _ sky: Skybox,
    _ findings: Findings
  ) {
    var ellipse = apertures.ellipse
    (ellipse.x, ellipse.y) = shapes.centroid
    gini = GiniSegment.make(stamp, ellipse: ellipse, findings: findings)
    mode = ModeSegment.make(stamp, gini: gini, findings: findings)
    shape = ShapeSegment.make(
      stamp, centre: shapes.centre, petrosian: apertures.ellipse.a, sky: sky, findings: findings)
    Self.compare(gini, mode, findings)
  }

  private static func compare(_ gini: [Bool], _ mode: [Bool], _ findings: Findings) {
    let most = max(Clump.area(gini), Clump.area(mode))
    guard most > 0 else { return findings.note(.emptySegments) }
    let common = zip(gini, mode).reduce(0) { $0 + ($1.0 && $1.1 ? 1 : 0) }
    if Double(common) / Double(most) < Conventions.leastOverlap { findings.note(.segmentsDiffer) }
  }
}

/// The two centres of a source and its shape about each.
struct SourceShapes {
  let petrosian: Petrosian
  let centroid: (x: Double, y: Double)
  /// About the centroid.
  let centroidShape: MomentShape
  let asymmetry: Asymmetry
  /// Where the source is least asymmetric.
  let centre: (x: Double, y: Double)
  /// About that centre.
  let ownShape: MomentShape

  init(_ stamp: PreparedStamp, _ moments: Moments, _ sky: Skybox, _ findings: Findings) {
    centroid = Self.centroid(moments, stamp, findings)
    centroidShape = MomentShape(
      stamp.own, x: centroid.x, y: centroid.y, flux: moments.flux, findings: findings)
    petrosian = Petrosian(stamp: stamp, findings: findings)
    asymmetry = Asymmetry(
      stamp, sky: sky,
      petrosian: petrosian.radius(of: Ellipse(x: centroid.x, y: centroid.y, a: 1)),
      findings: findings)
    centre = asymmetry.centre(centroid: centroid)
    ownShape = MomentShape(
      stamp.own, x: centre.x, y: centre.y, flux: moments.flux, findings: findings)
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
}

extension SourceMeasure {
  static let aboutCentroid = [
    SourceMeasure(
      "xc_centroid", unit: "pixel", ucd: "pos.cartesian.x;instr.det",
      "centroid, the first column is 0"
    ) { $0.column($0.shapes.centroid.x) },
    SourceMeasure(
      "yc_centroid", unit: "pixel", ucd: "pos.cartesian.y;instr.det",
      "centroid, the lowest row is 0"
    ) { $0.row($0.shapes.centroid.y) },
    SourceMeasure("ellipticity_centroid", ucd: "src.ellipticity", "1 - b/a about the centroid") {
      $0.shapes.centroidShape.ellipticity
    },
    SourceMeasure("elongation_centroid", ucd: "src.morph.param", "a/b about the centroid") {
      $0.shapes.centroidShape.elongation
    },
    SourceMeasure(
      "orientation_centroid", unit: "rad", ucd: "pos.posAng", "major axis from x towards y"
    ) { $0.shapes.centroidShape.orientation },
  ]

  static let aboutAsymmetryCentre = [
    SourceMeasure(
      "xc_asymmetry", unit: "pixel", ucd: "pos.cartesian.x;instr.det", "centre of least asymmetry"
    ) { $0.column($0.shapes.centre.x) },
    SourceMeasure(
      "yc_asymmetry", unit: "pixel", ucd: "pos.cartesian.y;instr.det", "centre of least asymmetry"
    ) { $0.row($0.shapes.centre.y) },
    SourceMeasure("ellipticity_asymmetry", ucd: "src.ellipticity", "1 - b/a about that centre") {
      $0.shapes.ownShape.ellipticity
    },
    SourceMeasure("elongation_asymmetry", ucd: "src.morph.param", "a/b about that centre") {
      $0.shapes.ownShape.elongation
    },
    SourceMeasure(
      "orientation_asymmetry", unit: "rad", ucd: "pos.posAng", "major axis from x towards y"
    ) { $0.shapes.ownShape.orientation },
  ]
}

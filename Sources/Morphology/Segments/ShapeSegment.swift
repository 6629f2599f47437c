import Foundation

/// The detection mask of the shape asymmetry (Pawlik et al. 2016, section
/// 3.1): one standard deviation above the mode of the sky around.
enum ShapeSegment {
  static func make(
    _ stamp: PreparedStamp, centre: (x: Double, y: Double), petrosian: Double, sky: Skybox,
    findings: Findings
  ) -> [Bool] {
    let inner = Conventions.fluxRadii * petrosian
    var around = ring(stamp, centre, inner: inner, outer: 2 * inner)
    if around.count < Conventions.skyboxSize * Conventions.skyboxSize {
      around = sky.box?.values ?? []
    }
    guard !around.isEmpty else {
      findings.note(.shapeUndefined)
      var own = [Bool](repeating: false, count: stamp.image.count)
      for i in stamp.members { own[i] = true }
      return own
    }
    let level = SortedSample(around).skyMode()
    let threshold = level.map { $0.mode + $0.deviation } ?? .infinity
    let smooth = SeparableFilter.boxcar(size: Conventions.shapeBoxcar).apply(to: stamp.image)
    var above = smooth.values.map { $0 >= threshold }
    let peak = smooth.peak
    if !above[peak] {
      findings.note(.brightestPixelAdded)
      above[peak] = true
    }
    return Clump.around(peak, in: above, width: stamp.width)
  }

  /// Valid pixels whose centres lie in a ring.
  private static func ring(
    _ stamp: PreparedStamp, _ centre: (x: Double, y: Double), inner: Double, outer: Double
  ) -> [Double] {
    var values: [Double] = []
    for y in 0..<stamp.height {
      let dy = Double(y) - centre.y
      for x in 0..<stamp.width where stamp.valid.values[y * stamp.width + x] > 0 {
        let dx = Double(x) - centre.x
        let r = (dx * dx + dy * dy).squareRoot()
        if r < outer, r >= inner { values.append(stamp.image.values[y * stamp.width + x]) }
      }
    }
    return values
  }

  /// The largest distance of a pixel of the segment from the centre of
  /// `shape`, as semi-major axis of ellipses like it.
  static func extent(_ segment: [Bool], width: Int, shape: Ellipse) -> Double {
    let (c, s) = (cos(shape.theta), sin(shape.theta))
    var most = 0.0
    for i in segment.indices where segment[i] {
      let dx = Double(i % width) - shape.x
      let dy = Double(i / width) - shape.y
      let u = dx * c + dy * s
      let v = (dy * c - dx * s) * shape.elongation
      most = max(most, u * u + v * v)
    }
    return most.squareRoot()
  }
}

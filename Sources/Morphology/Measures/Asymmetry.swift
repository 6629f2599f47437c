/// Asymmetry under half a turn (Conselice 2003; Lotz et al. 2004, eq. 10)
/// and the centre about which it is least.
struct Asymmetry {
  let stamp: PreparedStamp
  let turnable: Turnable
  let sky: Skybox
  /// The aperture, which moves with the centre.
  let radius: Double
  let findings: Findings

  /// - Parameter petrosian: circular, about the centroid.
  init(_ stamp: PreparedStamp, sky: Skybox, petrosian: Double, findings: Findings) {
    self.stamp = stamp
    self.sky = sky
    turnable = Turnable(stamp.image, valid: stamp.valid)
    radius = Conventions.apertureRadii * petrosian
    self.findings = findings
  }

  /// |I − I180| less that of the sky, over |I|, in an aperture about (x, y);
  /// 100 outside the stamp or where nothing is measured.
  func value(_ outer: Ellipse, without inner: Ellipse? = nil) -> Double {
    guard let sums = sums(outer, without: inner) else { return 100 }
    guard sky.box != nil else { return sums.difference / sums.flux }
    return (sums.difference - sums.area * sky.asymmetry) / sums.flux
  }

  func value(x: Double, y: Double) -> Double { value(Ellipse(x: x, y: y, a: radius)) }

  /// The square of the root-mean-square asymmetry (Sazonova et al. 2024, eq. 27).
  func meanSquare(x: Double, y: Double) -> Double {
    guard let sums = sums(Ellipse(x: x, y: y, a: radius), without: nil) else { return 100 }
    guard sky.box != nil else { return sums.squaredDifference / sums.squaredFlux }
    let variance = sums.area * sky.sigma * sky.sigma
    return (sums.squaredDifference - 2 * variance) / (sums.squaredFlux - variance)
  }

  private func sums(_ outer: Ellipse, without inner: Ellipse?) -> Turnable.Sums? {
    guard outer.x >= 0, outer.y >= 0, outer.x < Double(stamp.width),
      outer.y < Double(stamp.height)
    else {
      findings.note(.centreLeftImage)
      return nil
    }
    let sums = turnable.sums(in: outer, without: inner)
    guard sums.flux != 0 else {
      findings.note(.zeroFluxInAperture)
      return nil
    }
    return sums
  }

  /// The centre of least asymmetry near the centroid, else near the
  /// brightest pixel, else the centroid itself.
  func centre(centroid: (x: Double, y: Double)) -> (x: Double, y: Double) {
    let reach = Conventions.smoothnessRadii * radius / Conventions.apertureRadii
    var found = least(from: centroid)
    if Self.distance(found, centroid) > reach {
      findings.note(.centreDrifted)
      let brightest = (
        x: Double(stamp.peak % stamp.width), y: Double(stamp.peak / stamp.width)
      )
      found = least(from: brightest)
      if !(Self.distance(found, brightest) <= reach) {
        findings.note(.centreUnstable)
        found = centroid
      }
    }
    if stamp.image[Int(found.x), Int(found.y)] == 0 { findings.note(.centreMasked) }
    return found
  }

  private func least(from start: (x: Double, y: Double)) -> (x: Double, y: Double) {
    let search = NelderMead(tolerance: 1e-6, flatness: 1e-4)
    let found = search.minimise([start.x, start.y]) { value(x: $0[0], y: $0[1]) }
    let inside =
      found.x[0] >= 0 && found.x[1] >= 0 && found.x[0] < Double(stamp.width)
      && found.x[1] < Double(stamp.height)
    return inside ? (found.x[0], found.x[1]) : start
  }

  private static func distance(
    _ a: (x: Double, y: Double), _ b: (x: Double, y: Double)
  ) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }
}

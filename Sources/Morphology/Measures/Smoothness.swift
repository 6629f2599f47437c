/// Smoothness, or clumpiness (Lotz et al. 2004, eq. 11; without the factor
/// 10 of Conselice 2003).
enum Smoothness {
  static func value(
    _ stamp: PreparedStamp, x: Double, y: Double, petrosian: Double, sky: Skybox,
    findings: Findings
  ) -> Double {
    let boxcar = SeparableFilter.boxcar(size: Int(Conventions.smoothnessRadii * petrosian))
    let outer = Ellipse(x: x, y: y, a: Conventions.apertureRadii * petrosian)
    let inner = outer.scaled(to: Conventions.smoothnessRadii * petrosian)
    let excess = RunningSums(excess(stamp.image, boxcar))
    let flux = stamp.imageSums.sum(in: outer) - stamp.imageSums.sum(in: inner)
    var clumps = excess.sum(in: outer) - excess.sum(in: inner)
    guard flux > 0 else {
      findings.note(.noSmoothness)
      return Conventions.invalid
    }
    if let box = sky.box {
      let mean = self.excess(box, boxcar).values.reduce(0, +) / Double(box.count)
      clumps -= (outer.area - inner.area) * mean
    }
    return clumps / flux
  }

  /// What stands out of the smoothed plane.
  private static func excess(_ plane: StampPlane, _ boxcar: SeparableFilter) -> StampPlane {
    plane.with(zip(plane.values, boxcar.apply(to: plane).values).map { max(0, $0 - $1) })
  }
}

/// The Petrosian radius (Petrosian 1976; Lotz et al. 2004, eq. 4): where the
/// mean flux of a ring one pixel wide is a fifth of that within it.
struct Petrosian {
  let stamp: PreparedStamp
  let findings: Findings

  /// The semi-major axis for ellipses like `shape`, whose own size is not
  /// used.
  func radius(of shape: Ellipse) -> Double {
    let diagonal = Double(stamp.width * stamp.width + stamp.height * stamp.height).squareRoot()
    let inner = Conventions.annulusWidth
    let outer = diagonal * shape.elongation
    let steps = 99
    var below: Double?
    for k in 0...steps {
      let a = k == steps ? outer : inner + Double(k) * ((outer - inner) / Double(steps))
      let excess = excess(shape, a)
      if excess == 0 { return a }
      if excess > 0 {
        below = a
        continue
      }
      guard let below else {
        findings.note(.petrosianSmall)
        return inner
      }
      return BrentRoot.find(below, a, tolerance: 1e-6) { self.excess(shape, $0) } ?? below
    }
    findings.note(.petrosianLarge)
    return outer
  }

  /// The ratio at `a` less a fifth.
  private func excess(_ shape: Ellipse, _ a: Double) -> Double {
    let half = 0.5 * Conventions.annulusWidth
    let (fluxIn, areaIn) = sums(shape.scaled(to: a - half))
    let (fluxOut, areaOut) = sums(shape.scaled(to: a + half))
    let (flux, area) = sums(shape.scaled(to: a))
    let ring = abs(mean(fluxOut - fluxIn, areaOut - areaIn))
    let within = abs(mean(flux, area))
    guard within > 0 else {
      findings.note(.petrosianZeroFlux)
      return (ring != 0 ? 1 : 0) - Conventions.petrosianRatio
    }
    return ring / within - Conventions.petrosianRatio
  }

  private func sums(_ ellipse: Ellipse) -> (Double, Double) {
    RunningSums.sums(stamp.imageSums, stamp.validSums, in: ellipse)
  }

  /// The mean over an area, 0 for none; areas are differences of sums and never quite 0.
  private func mean(_ flux: Double, _ area: Double) -> Double { area > 1e-9 ? flux / area : 0 }
}

/// The pixels of a galaxy above its surface brightness at the Petrosian
/// radius, after smoothing (Lotz et al. 2004).
enum GiniSegment {
  /// - Parameter ellipse: at the Petrosian radius, about the centroid.
  static func make(_ stamp: PreparedStamp, ellipse: Ellipse, findings: Findings) -> [Bool] {
    // What lies further off than the stamp is wide scales the smoothed plane
    // and its threshold alike.
    let filter = SeparableFilter.gaussian(
      sigma: Conventions.giniSmoothing * ellipse.a, edge: .zero,
      reach: max(stamp.width, stamp.height))
    let smooth = filter.apply(to: stamp.image)
    let sums = RunningSums(smooth)
    let half = 0.5 * Conventions.annulusWidth
    let outer = ellipse.scaled(to: ellipse.a + half)
    let inner = ellipse.scaled(to: ellipse.a - half)
    let threshold = (sums.sum(in: outer) - sums.sum(in: inner)) / (outer.area - inner.area)
    let above = smooth.values.map { $0 >= threshold }
    let area = Clump.area(above)
    if area == 0 {
      findings.note(.emptyGiniSegment)
      return above
    }
    if area == above.count {
      findings.note(.fullGiniSegment)
      return above
    }
    let segment = Clump.around(smooth.peak, in: above, width: stamp.width)
    if Clump.area(segment) < area { findings.note(.disjointGiniSegment) }
    return segment
  }
}

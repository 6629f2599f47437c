/// Brent's root of a function with a change of sign (Brent 1973, chapter 4;
/// inverse quadratic steps as in SciPy's `brentq`, so that of several roots
/// the same is found).
enum BrentRoot {
  /// The root in `low ... high` to `tolerance`; nil where both ends have the
  /// same sign.
  static func find(
    _ low: Double, _ high: Double, tolerance: Double, _ f: (Double) -> Double
  ) -> Double? {
    var previous = low, current = high, blocking = 0.0
    var fPrevious = f(low), fCurrent = f(high), fBlocking = 0.0
    var lastStep = 0.0, step = 0.0
    if fPrevious == 0 { return low }
    if fCurrent == 0 { return high }
    guard (fPrevious < 0) != (fCurrent < 0) else { return nil }
    for _ in 0..<100 {
      if fPrevious != 0, fCurrent != 0, (fPrevious < 0) != (fCurrent < 0) {
        blocking = previous
        fBlocking = fPrevious
        step = current - previous
        lastStep = step
      }
      if abs(fBlocking) < abs(fCurrent) {
        (previous, current) = (current, blocking)
        blocking = previous
        (fPrevious, fCurrent) = (fCurrent, fBlocking)
        fBlocking = fPrevious
      }
      let delta = (tolerance + 4 * 2.220446049250313e-16 * abs(current)) / 2
      let bisection = (blocking - current) / 2
      if fCurrent == 0 || abs(bisection) < delta { return current }
      var trial = bisection
      if abs(lastStep) > delta, abs(fCurrent) < abs(fPrevious) {
        if previous == blocking {
          trial = -fCurrent * (current - previous) / (fCurrent - fPrevious)
        } else {
          let a = (fPrevious - fCurrent) / (previous - current)
          let b = (fBlocking - fCurrent) / (blocking - current)
          trial = -fCurrent * (fBlocking * b - fPrevious * a) / (b * a * (fBlocking - fPrevious))
        }
        let isShort = 2 * abs(trial) < min(abs(lastStep), 3 * abs(bisection) - delta)
        lastStep = isShort ? step : bisection
        step = isShort ? trial : bisection
      } else {
        lastStep = bisection
        step = bisection
      }
      previous = current
      fPrevious = fCurrent
      current += abs(step) > delta ? step : (bisection > 0 ? delta : -delta)
      fCurrent = f(current)
    }
    return current
  }
}

import Foundation

/// Gini coefficient, M20 and signal-to-noise of the Gini segment
/// (Lotz et al. 2004).
struct GiniM20 {
  let stamp: PreparedStamp
  let segment: [Bool]
  let findings: Findings

  /// Σ (2i − n − 1) |f_i| / ((n − 1) Σ |f_i|), f rising.
  func gini() -> Double {
    let sorted = RisingOrder.sorted(
      segment.indices.filter { segment[$0] }.map { abs(stamp.image.values[$0]) })
    let sum = sorted.reduce(0, +)
    guard sorted.count > 1, sum != 0 else {
      findings.note(.noGini)
      return Conventions.invalid
    }
    let n = Double(sorted.count)
    var ranked = 0.0
    for (i, value) in sorted.enumerated() { ranked += (2 * Double(i + 1) - n - 1) * value }
    return ranked / ((n - 1) * sum)
  }

  /// log10 of the second moment of the brightest pixels with a fifth of the
  /// flux over that of all.
  func m20() -> Double {
    guard segment.contains(true) else { return Conventions.invalid }
    let plane = stamp.image.with(
      segment.indices.map { segment[$0] ? stamp.image.values[$0] : 0 })
    let moments = Moments(plane)
    guard moments.flux > 0 else { return invalidM20() }
    let sorted = RisingOrder.sorted(
      segment.indices.filter { segment[$0] }.map { plane.values[$0] })
    var flux = 0.0
    var threshold: Double?
    for value in sorted {
      flux += value
      if flux / moments.flux >= 0.8 {
        threshold = value
        break
      }
    }
    guard let threshold else { return invalidM20() }
    let all = Moments.second(plane, moments.x, moments.y)
    let bright = Moments.second(plane, moments.x, moments.y, from: threshold)
    guard bright.xx + bright.yy > 0, all.xx + all.yy > 0 else { return invalidM20() }
    return log10((bright.xx + bright.yy) / (all.xx + all.yy))
  }

  private func invalidM20() -> Double {
    findings.note(.noM20)
    return Conventions.invalid
  }

  /// The mean of flux over its standard deviation.
  func signalToNoise(sigma: [Double]) -> Double {
    var sum = 0.0
    var count = 0
    for i in segment.indices where segment[i] && stamp.image.values[i] >= 0 && sigma[i] != 0 {
      sum += stamp.image.values[i] / abs(sigma[i])
      count += 1
    }
    guard count > 0 else {
      findings.note(.noSignalToNoise)
      return Conventions.invalid
    }
    return sum / Double(count)
  }
}

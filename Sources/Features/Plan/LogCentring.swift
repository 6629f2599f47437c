import Foundation

/// Spectra without their brightness: the centred log-ratio transform,
///
///     y_b = log x_b - (1 / B) sum_k log x_k
///
/// of a pixel's B bands (Aitchison, The Statistical Analysis of Compositional
/// Data, 1986). A factor common to all bands, such as that of a slope's
/// illumination, falls out. Where a band is not positive nothing is defined.
struct LogCentring: Sendable {
  let bands: Int
  /// Which bands are wanted, and the planes they go to.
  var wanted: [(band: Int, target: Int)]

  /// `scratch` has room for `bands + 1` rows of `rowStride`.
  func compute(
    _ source: PlanarRows, at start: Int, count: Int, into target: PlanarRows, at end: Int,
    scratch: UnsafeMutablePointer<Float>, rowStride: Int
  ) {
    let mean = scratch + bands * rowStride
    mean.update(repeating: 0, count: count)
    for band in 0..<bands {
      let values = source.plane(band) + start
      let logs = scratch + band * rowStride
      for index in 0..<count {
        logs[index] = values[index] > 0 ? log(values[index]) : .nan
        mean[index] += logs[index]
      }
    }
    let share = 1 / Float(bands)
    for (band, plane) in wanted {
      let logs = scratch + band * rowStride
      let out = target.plane(plane) + end
      for index in 0..<count { out[index] = logs[index] - mean[index] * share }
    }
  }
}

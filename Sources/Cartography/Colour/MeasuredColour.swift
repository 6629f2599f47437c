import Foundation

/// Colours for units of which only numbers are known, not what part of the spectrum they are of:
/// bright where the numbers are large, warm where the later ones are larger than the earlier.
enum MeasuredColour {
  /// - Parameters:
  ///   - means: by units, in the order of the bands.
  ///   - isHeat: whether all bands are temperatures.
  static func targets(_ means: [[Double?]], weights: [Double], isHeat: Bool) -> [Lab] {
    let scores = scores(means, weights)
    let light = ranks(scores.map(average))
    guard !isHeat else { return light.map(heat) }
    let tilts = scores.map { score in
      let half = score.count / 2
      return half == 0 ? 0 : average(Array(score.suffix(half))) - average(Array(score.prefix(half)))
    }
    let widest = max(1e-9, tilts.map(abs).max() ?? 0)
    return zip(light, tilts).map { light, tilt in colour(light: light, warmth: tilt / widest) }
  }

  /// From violet through green-grey to orange.
  private static func colour(light: Double, warmth: Double) -> Lab {
    Lab(
      lightness: 26 + 62 * light, chroma: 22 + 26 * abs(warmth),
      hue: warmth >= 0 ? 95 - 40 * warmth : 205 + 90 * -warmth)
  }

  /// From cold violet over red to bright yellow.
  private static func heat(_ share: Double) -> Lab {
    Lab(lightness: 22 + 66 * share, chroma: 56, hue: -60 + 150 * share)
  }

  /// By bands, standard deviations above the mean of the map; 0 where nothing is known.
  private static func scores(_ means: [[Double?]], _ weights: [Double]) -> [[Double]] {
    let bands = means.map(\.count).max() ?? 0
    var out = [[Double]](repeating: [Double](repeating: 0, count: bands), count: means.count)
    for band in 0..<bands {
      let rows = means.indices.compactMap { row in
        means[row][band].flatMap { $0.isFinite ? (row: row, value: $0) : nil }
      }
      let total = rows.reduce(0) { $0 + weights[$1.row] }
      guard total > 0 else { continue }
      let mean = rows.reduce(0) { $0 + weights[$1.row] * $1.value } / total
      let square = rows.reduce(0) {
        $0 + weights[$1.row] * ($1.value - mean) * ($1.value - mean)
      }
      guard square > 0 else { continue }
      let deviation = (square / total).squareRoot()
      for row in rows { out[row.row][band] = (row.value - mean) / deviation }
    }
    return out
  }

  private static func average(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  /// From 0 to 1: half by the place among the values, half by their size.
  private static func ranks(_ values: [Double]) -> [Double] {
    guard values.count > 1, let least = values.min(), let most = values.max(), most > least else {
      return values.map { _ in 0.5 }
    }
    let sorted = values.sorted()
    return values.map { value in
      let place = Double(sorted.firstIndex(of: value) ?? 0) / Double(values.count - 1)
      return 0.5 * place + 0.5 * (value - least) / (most - least)
    }
  }
}

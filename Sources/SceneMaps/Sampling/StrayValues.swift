import Foundation
import Kernels
import Rasters

/// Values of bands that often stand for no data and lie far from all others,
/// though no file declares them.
struct StrayValues {
  /// What programs write where there is no value, above or below 0.
  private static let signs: Set<Float> = [
    0, 99, 255, 999, 9999, 32_766, 32_767, 32_768, 65_534, 65_535, 99_999, 999_999, 1e10, 1e15,
    1e20, 1e30, 1e36, 3.4e38, .greatestFiniteMagnitude,
  ]
  /// Fewer different values beside it are classes rather than measurements.
  private static let fewest = 16
  /// Widths of all others that a value lies from them: one that is usual for no
  /// data, and any other.
  private static let (usual, any): (Float, Float) = (1, 100)

  private let names: [String]
  private let values: PlanarMatrix
  private let extremes: [ClosedRange<Float>]
  private let validPixels: Int

  /// - Parameters:
  ///   - values: a sample of each band.
  ///   - extremes: the range of each band over all valid pixels.
  init(
    names: [String], values: PlanarMatrix, extremes: [ClosedRange<Float>], validPixels: Int
  ) {
    (self.names, self.values, self.extremes) = (names, values, extremes)
    self.validPixels = validPixels
  }

  private struct Stray {
    var value: Float
    var bands: [String]
    /// Pixels of the sample in the band that has most of them.
    var count: Int
    var others: ClosedRange<Float>
  }

  var notes: [String] {
    var strays: [Stray] = []
    for band in names.indices where band < extremes.count && band < values.features {
      let ends = Set([extremes[band].lowerBound, extremes[band].upperBound]).sorted()
      let far = ends.filter { mayBeFar($0, band) }
      guard !far.isEmpty else { continue }
      let sorted = values.row(band).sorted()
      for value in far {
        guard let stray = stray(value, sorted, names[band]) else { continue }
        if let known = strays.firstIndex(where: { $0.value == value }) {
          strays[known].bands.append(names[band])
          strays[known].count = max(strays[known].count, stray.count)
        } else {
          strays.append(stray)
        }
      }
    }
    return strays.map(note)
  }

  /// Whether a value lies far from the middle of some of the others, so that a look at all of them
  /// is worth its time.
  private func mayBeFar(_ value: Float, _ band: Int) -> Bool {
    let row = values.row(band)
    let step = max(1, row.count / 4096)
    let some = stride(from: 0, to: row.count, by: step).map { row[row.startIndex + $0] }
      .filter { $0 != value }.sorted()
    guard some.count >= 200 else { return true }
    let (least, most) = (some[some.count / 20], some[some.count - 1 - some.count / 20])
    let limit = Self.signs.contains(abs(value)) ? Self.usual : Self.any
    return max(least - value, value - most) > limit * (most - least)
  }

  private func stray(_ value: Float, _ sorted: [Float], _ name: String) -> Stray? {
    let others = sorted.filter { $0 != value }
    // A hundredth at either end does not count: other strays may lie there.
    let cut = others.count / 100
    guard let least = others.dropFirst(cut).first, let most = others.dropLast(cut).last,
      least < most, Set(others.prefix(4096)).count >= Self.fewest
    else { return nil }
    let width = most - least
    let gap = max(least - value, value - most) / width
    let isSign = Self.signs.contains(abs(value)) && (value != 0 || least > 0)
    guard gap > (isSign ? Self.usual : Self.any) else { return nil }
    return Stray(
      value: value, bands: [name], count: sorted.count - others.count, others: least...most)
  }

  /// "-9999 in green and red: 2000 of 10000 pixels …"
  private func note(_ stray: Stray) -> String {
    let total = values.count
    let share =
      stray.count == 0
      ? "a few of \(validPixels) pixels"
      : total == validPixels
        ? "\(stray.count) of \(validPixels) pixels"
        : "about \(Self.text(100 * Float(stray.count) / Float(max(1, total)))) % of "
          + "\(validPixels) pixels"
    let bands = stray.bands.prefix(5).joined(separator: ", ") + (stray.bands.count > 5 ? " …" : "")
    return "\(share) hold \(Self.text(stray.value)) in \(bands), far from the other values "
      + "(\(Self.text(stray.others.lowerBound)) to \(Self.text(stray.others.upperBound))), and it is "
      + "taken for a measurement: if it means no data, say so with nodata in the scene file"
  }

  private static func text(_ value: Float) -> String { String(format: "%.6g", value) }
}

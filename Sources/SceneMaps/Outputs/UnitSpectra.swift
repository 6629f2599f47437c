import Foundation
import MapTools
import MapUnits
import RasterIO
import Rasters
import Scenes
import Spectra

/// What the mean spectra of units resemble in a library of somebody's own.
struct UnitSpectra {
  /// By the numbers of the units; nil where the scene names no library.
  private(set) var matches: [Int: [SpectrumMatch]]?
  let notes: [String]
  let warnings: [String]

  /// How many are named of a unit.
  private static let most = 3

  init(_ library: StackLibrary?, _ statistics: UnitStatistics) {
    notes = library?.notes ?? []
    warnings = library?.warnings ?? []
    guard let library else { return }
    let seen = library.seen(library.library.spectra)
    var found: [Int: [SpectrumMatch]] = [:]
    for unit in 1...max(1, statistics.units)
    where statistics.units > 0 && statistics.pixels[unit - 1] > 0 {
      let spectrum = library.bands.map { statistics.mean(unit: unit, band: $0) ?? .nan }
      found[unit] = seen.nearest(to: spectrum, count: Self.most)
    }
    matches = found
  }

  /// "Calcite WS272 (2.1°); Dolomite HS102 (3.4°)"; nil without a library.
  func text(ofUnit unit: Int) -> String? {
    matches.map { all in
      (all[unit] ?? []).map { "\($0.name) (\(String(format: "%.1f", $0.angle))°)" }
        .joined(separator: "; ")
    }
  }
}

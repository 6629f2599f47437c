import Foundation
import Rasters

/// A bar of round length on a map that is as wide as its frame.
struct ScaleBar {
  /// The length as a share of the map's width.
  let share: Double
  let text: String

  /// Nil where the map has no scale.
  init?(_ grid: Grid) {
    guard let size = grid.pixelMetres else { return nil }
    let width = size.across * Double(grid.width)
    guard (1e-6...1e9).contains(width) else { return nil }
    let most = width * 0.25
    let power = pow(10, log10(most).rounded(.down))
    let metres = [5.0, 2, 1].map { $0 * power }.first { $0 <= most } ?? power
    share = metres / width
    text = metres >= 1000 ? Self.plain(metres / 1000) + " km" : Self.plain(metres) + " m"
  }

  private static func plain(_ value: Double) -> String {
    value >= 1 ? Figures.grouped(value) : Figures.digits(value, 3)
  }
}

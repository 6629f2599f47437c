import Foundation
import Rasters

/// Grids in words.
enum InputWords {
  /// "30 m", "92.6 x 30.9 m"
  static func metres(_ size: (across: Double, down: Double)) -> String {
    let (a, b) = (String(format: "%.4g", size.across), String(format: "%.4g", size.down))
    return a == b ? "\(a) m" : "\(a) x \(b) m"
  }

  /// "x 500000 to 502700, y 6497900 to 6500000 in WGS 84 / UTM zone 54S".
  static func extent(_ grid: Grid) -> String {
    let (x, y) = (grid.corners.map(\.x), grid.corners.map(\.y))
    let numbers = [x.min(), x.max(), y.min(), y.max()].map { String(format: "%.7g", $0 ?? 0) }
    return "x \(numbers[0]) to \(numbers[1]), y \(numbers[2]) to \(numbers[3]) in "
      + GridAgreement.systemName(grid)
  }
}

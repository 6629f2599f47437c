import Foundation
import Rasters

@testable import Cartography

/// A map of ragged patches that is computed where it is asked.
struct SyntheticMap: LabelRaster {
  var grid: Grid
  var units: Int
  /// Part of the corner that is no data, 0 ... 1 of width plus height.
  var emptyCorner = 0.12
  /// Patches along the longer side.
  var patches = 14.0

  func label(column: Int, row: Int) -> UInt16 {
    let x = (Double(column) + 0.5) / Double(grid.width)
    let y = (Double(row) + 0.5) / Double(grid.height)
    guard x + y > 2 * emptyCorner else { return 0 }
    let size = Double(max(grid.width, grid.height)) / patches
    let (u, v) = ((Double(column) + 0.5) / size, (Double(row) + 0.5) / size)
    let ragged =
      sin(3.1 * u + 2 * sin(2.3 * v)) + 0.4 * sin(9.7 * u - 5.3 * v) + 0.2 * sin(31 * u + 27 * v)
    let (p, q) = (u + 0.28 * ragged, v + 0.28 * sin(2.9 * u + ragged + 4.1 * v))
    return UInt16(1 + nearestPatch(p, q) % units)
  }

  /// A number for the patch whose scattered centre is nearest.
  private func nearestPatch(_ x: Double, _ y: Double) -> Int {
    var best = (distance: Double.infinity, number: 0)
    for cy in Int(y.rounded(.down)) - 1...Int(y.rounded(.down)) + 1 {
      for cx in Int(x.rounded(.down)) - 1...Int(x.rounded(.down)) + 1 {
        let hash =
          UInt64(truncatingIfNeeded: cx &* 73_856_093 ^ cy &* 19_349_663) &* 0x9E37_79B9_7F4A_7C15
        let dx = Double(cx) + Double(hash >> 40 & 1023) / 1024 - x
        let dy = Double(cy) + Double(hash >> 50 & 1023) / 1024 - y
        if dx * dx + dy * dy < best.distance {
          best = (dx * dx + dy * dy, Int(hash >> 33 & 0xffff))
        }
      }
    }
    return best.number
  }

  func labels(in window: Window, width: Int, height: Int) throws -> [UInt16] {
    var labels: [UInt16] = []
    labels.reserveCapacity(width * height)
    for y in 0..<height {
      let row = window.row + (2 * y + 1) * window.height / (2 * height)
      for x in 0..<width {
        let column = window.column + (2 * x + 1) * window.width / (2 * width)
        labels.append(label(column: column, row: row))
      }
    }
    return labels
  }
}

/// Grids and legends for tests.
enum Sample {
  static let utm = Grid.Reference(
    name: "WGS 84 / UTM zone 43N", code: "EPSG:32643", metresPerUnit: 1)
  static let degrees = Grid.Reference(name: "WGS 84", code: "EPSG:4326", isGeographic: true)

  /// 30 m pixels, north up.
  static func grid(_ width: Int, _ height: Int, metres: Double = 30) -> Grid {
    Grid(
      width: width, height: height,
      transform: GeoTransform(
        left: 512_385, top: 1_905_615, pixelWidth: metres, pixelHeight: metres),
      reference: utm)
  }

  static let rocks = [
    "Massive basalt", "Weathered basalt with red boles", "Laterite cap", "Granite",
    "Pegmatite veins",
    "Alluvium", "Black cotton soil", "Sandstone", "Water and shadow", "Dense scrub", "Limestone",
    "Dolerite dyke swarm along the northern escarpment",
  ]

  static func legend(_ units: Int, grid: Grid, palette: Palette = .colourBlindSafe) -> Legend {
    let colours = palette.colours(units)
    let weights = (0..<units).map { 1 + (($0 * 7919) % 23) }
    let total = weights.reduce(0, +)
    return Legend(
      entries: (0..<units).map { index in
        let pixels = grid.pixelCount * 9 / 10 * weights[index] / max(1, total)
        return LegendEntry(
          value: index + 1, name: index < rocks.count ? rocks[index] : "Unit \(index + 1)",
          colour: colours[index], pixelCount: pixels,
          hectares: grid.pixelHectares(atRow: 0).map { $0 * Double(pixels) })
      })
  }
}

/// Grey light and shade for tests.
struct SyntheticRelief: Backdrop {
  func pixels(in window: Window, width: Int, height: Int) throws -> [UInt8] {
    (0..<width * height).map { index in
      let x = Double(window.column) + Double(index % width) * Double(window.width) / Double(width)
      let y = Double(window.row) + Double(index / width) * Double(window.height) / Double(height)
      return UInt8(150 + 60 * sin(x / 19 + sin(y / 31)) + 40 * sin((x + y) / 13))
    }
  }
}

import Cartography
import Foundation
import RasterIO
import Rasters
import TestSupport

/// A map of units drawn with digits, one line a row; 0 is no data. A pixel is a hectare.
struct DrawnMap {
  var rows: [[Int]]
  var names: [Int: String] = [:]
  var metadata: [String: String] = [:]
  var grid: Grid

  init(_ text: String, names: [Int: String] = [:], metadata: [String: String] = [:]) throws {
    let rows = text.split(separator: "\n").map { $0.compactMap(\.wholeNumberValue) }
    self.rows = rows
    self.names = names
    self.metadata = metadata
    // A projection of equal areas: hectares are whole.
    grid = try RasterFixture.utm(rows[0].count, rows.count, pixel: 100, epsg: 6933)
  }

  /// Colours tell units apart: #010101, #020202, …
  static func colour(_ unit: Int) -> RGB { RGB(UInt8(unit), UInt8(unit), UInt8(unit)) }

  private var legend: Legend {
    let units = Set(rows.joined()).subtracting([0]).sorted()
    return Legend(
      entries: units.map {
        LegendEntry(value: $0, name: names[$0] ?? "Unit \($0)", colour: Self.colour($0))
      })
  }

  /// Writes it as facies writes maps: with names, in the file beside it, and colours.
  @discardableResult
  func write(to path: String) throws -> String {
    let writer = try RasterWriter(path: path, grid: grid, type: .uint8, noData: 0)
    writer.setColourTable(legend)
    writer.setMetadata(metadata)
    try writer.write(
      rows.joined().map(UInt8.init), window: grid.extent, rowStride: grid.width)
    try writer.finish()
    try AuxiliaryXML.text(legend).write(
      toFile: path + ".aux.xml", atomically: false, encoding: .utf8)
    return path
  }

  /// A finished map as digits.
  static func text(of path: String) throws -> String {
    let map = try LabelMap(path: path)
    let (width, height) = (map.grid.width, map.grid.height)
    let labels = try map.labels(in: map.grid.extent, width: width, height: height)
    return (0..<height).map { row in
      labels[row * width..<(row + 1) * width].map(String.init).joined()
    }.joined(separator: "\n")
  }
}

import Foundation
package import Rasters

/// A classified GeoTIFF opened for reading: labels in band 1, with the names
/// and colours that it carries.
package final class LabelMap: LabelRaster {
  package let grid: Grid
  package let dataset: RasterDataset
  /// Pixel value that means "no data" (0 unless the file says otherwise).
  package let noData: Int

  /// A map of units holds whole numbers (labels that somebody else made are
  /// ``LabelCodes``).
  package init(path: String) throws {
    dataset = try RasterDataset(path: path)
    grid = dataset.grid
    noData = dataset.bands[0].noData.flatMap { Int(exactly: $0) } ?? 0
    guard dataset.bands.count == 1 else {
      throw Failure(
        "'\(path)' has \(dataset.bands.count) bands; a map of units has one, of whole numbers")
    }
    guard [.uint8, .uint16, .int16, .uint32, .int32].contains(dataset.bands[0].type) else {
      throw Failure(
        "'\(path)' holds \(dataset.bands[0].type.name) values; a map of units holds whole numbers")
    }
  }

  package func labels(in window: Window, width: Int, height: Int) throws -> [UInt16] {
    guard isUnsigned else { return try checked(window, width, height) }
    var out = [UInt16](repeating: 0, count: width * height)
    try out.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try dataset.readLabels(
        source: .init(window), width: width, height: height, into: base)
    }
    if noData != 0 {
      for index in out.indices where Int(out[index]) == noData { out[index] = 0 }
    }
    return out
  }

  /// Every stored value fits a label.
  package var isUnsigned: Bool { [.uint8, .uint16].contains(dataset.bands[0].type) }

  /// Labels of a type that may hold others: those are refused, not cut off.
  private func checked(_ window: Window, _ width: Int, _ height: Int) throws -> [UInt16] {
    let values = try dataset.stored(window: window, size: (width, height))
    return try (0..<values.count).map { index in
      guard let value = values[index] else { return 0 }
      guard let label = value.whole.flatMap({ UInt16(exactly: $0) }), label < .max else {
        throw Failure(
          "'\(dataset.path)' holds the value \(value); units are numbers from 1 to "
            + "\(UInt16.max - 1)")
      }
      return label
    }
  }

  /// Calls `body(rows, labels)` for strips of full rows from top to bottom.
  package func forEachStrip(
    rows: Int = 256, _ body: (Range<Int>, [UInt16]) throws -> Void
  ) throws {
    for top in stride(from: 0, to: grid.height, by: rows) {
      let count = min(rows, grid.height - top)
      let window = Window(column: 0, row: top, width: grid.width, height: count)
      try body(top..<top + count, labels(in: window, width: grid.width, height: count))
    }
  }

  /// Counts of every label and their areas, read in strips.
  package func census() throws -> (pixels: [Int: Int], hectares: [Int: Double]) {
    let areas = GroundAreas(grid)
    var pixels: [Int: Int] = [:]
    var sums = [Double](repeating: 0, count: areas == nil ? 0 : 1 << 16)
    try forEachStrip { rows, labels in
      for row in rows {
        let start = (row - rows.lowerBound) * grid.width
        let line = labels[start..<start + grid.width]
        var counts: [UInt16: Int] = [:]
        for label in line { counts[label, default: 0] += 1 }
        for (label, count) in counts where label != 0 { pixels[Int(label), default: 0] += count }
        guard let area = areas?.row(row) else { continue }
        if let alike = area.alike {
          for (label, count) in counts { sums[Int(label)] += alike * Double(count) }
        } else {
          line.withUnsafeBufferPointer { area.add($0, to: &sums) }
        }
      }
    }
    let hectares = areas.map { _ in pixels.map { ($0.key, sums[$0.key]) } } ?? []
    return (pixels, Dictionary(uniqueKeysWithValues: hectares))
  }
}

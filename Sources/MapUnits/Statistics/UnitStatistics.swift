package import Kernels
package import RasterIO
package import Rasters

/// Size, mean and standard deviation of every unit, gathered row by row, so
/// that the sums do not depend on strips or threads.
package struct UnitStatistics: Sendable {
  package let units: Int
  package let bands: Int
  /// Values are summed as differences from this, which saves digits.
  private let centre: [Float]
  package private(set) var pixels: [Int]
  package private(set) var hectares: [Double]
  package private(set) var hasArea = true
  private var sums: [Double]
  private var squares: [Double]

  package init(units: Int, centre: [Double]) {
    self.units = units
    bands = centre.count
    self.centre = centre.map(Float.init)
    pixels = [Int](repeating: 0, count: units)
    hectares = [Double](repeating: 0, count: units)
    sums = [Double](repeating: 0, count: units * centre.count)
    squares = sums
  }

  /// What one row adds.
  private struct RowSums: Sendable {
    var counts: [Double]
    var sums: [Double]
    var squares: [Double]
    /// By unit; empty where the pixels of the row are alike.
    var hectares: [Double]
  }

  package mutating func add(
    _ strip: Strip, core: Range<Int>, labels: UnsafePointer<UInt8>, areas: GroundAreas?,
    workers: Workers
  ) throws {
    let (gatherer, source) = (self, LabelRows(pointer: labels))
    let parts = try workers.map(core.count) { _, index in
      let row = core.lowerBound + index
      return gatherer.sum(
        strip, row: row, labels: source.pointer + index * strip.width, areas: areas?.row(row))
    }
    for (index, part) in parts.enumerated() {
      let alike = areas?.row(core.lowerBound + index).alike ?? 0
      if areas == nil { hasArea = false }
      for unit in 0..<units {
        pixels[unit] += Int(part.counts[unit])
        hectares[unit] +=
          part.hectares.isEmpty ? part.counts[unit] * alike : part.hectares[unit]
      }
      for slot in sums.indices {
        sums[slot] += part.sums[slot]
        squares[slot] += part.squares[slot]
      }
    }
  }

  /// Labels that workers only read.
  private struct LabelRows: @unchecked Sendable { let pointer: UnsafePointer<UInt8> }

  private func sum(
    _ strip: Strip, row: Int, labels: UnsafePointer<UInt8>, areas: RowAreas?
  ) -> RowSums {
    var out = RowSums(
      counts: [Double](repeating: 0, count: units),
      sums: [Double](repeating: 0, count: units * bands),
      squares: [Double](repeating: 0, count: units * bands),
      hectares: hectares(labels, count: strip.width, areas))
    Planar.unitSums(
      units: units, features: bands, count: strip.width, labels: labels,
      x: strip.values + strip.start(ofRow: row), xStride: strip.planeStride, centre: centre,
      counts: &out.counts, sums: &out.sums, squares: &out.squares)
    return out
  }

  private func hectares(
    _ labels: UnsafePointer<UInt8>, count: Int, _ areas: RowAreas?
  ) -> [Double] {
    guard let areas, areas.alike == nil else { return [] }
    var sums = [Double](repeating: 0, count: 256)
    areas.add(UnsafeBufferPointer(start: labels, count: count), to: &sums)
    return Array(sums[1...units])
  }

  /// Mean of a band over a unit (from 1); nil for a unit without pixels.
  package func mean(unit: Int, band: Int) -> Double? {
    let count = Double(pixels[unit - 1])
    guard count > 0 else { return nil }
    return sums[(unit - 1) * bands + band] / count + Double(centre[band])
  }

  /// Standard deviation (divided by n).
  package func deviation(unit: Int, band: Int) -> Double? {
    let count = Double(pixels[unit - 1])
    guard count > 0 else { return nil }
    let slot = (unit - 1) * bands + band
    let mean = sums[slot] / count
    return max(0, squares[slot] / count - mean * mean).squareRoot()
  }
}

import Patches
import RasterIO
import Rasters

extension MapWriter {
  /// Takes small patches out of a map that has been classified into a
  /// nameless file, and writes what is left.
  ///
  /// Means and deviations of the units are those of the sieved map. Its
  /// pixels are known only at the end, and their values are not kept: the
  /// scene is read once more, without classifying it. That costs less than a
  /// copy of all bands, and gives the same sums as a map that had these units
  /// from the start.
  func sieve(
    _ unit: MinimumMappingUnit, _ map: LabelScratch, folder: String, to units: RasterWriter
  ) throws -> (statistics: MapStatistics, outcome: Sieve.Outcome) {
    control.progress("sieve", 0)
    let outcome = try Sieve(unit, grid: map.grid, folder: folder, checkpoint: control.checkpoint)
      .run(on: map)
    var statistics = MapStatistics(classifier, source)
    var labels = [UInt8]()
    try walk().forEach(stage: "statistics", halo: 0) { strip, core in
      try map.readBytes(core, into: &labels)
      try labels.withUnsafeBufferPointer { labels in
        try write(labels.firstAddress, core: core, to: units)
        try statistics.add(
          strip, core: core, labels: labels.firstAddress, workers: workers)
      }
    }
    return (statistics, outcome)
  }
}

extension LabelScratch {
  /// Rows of a map of at most 255 units.
  func readBytes(_ rows: Range<Int>, into bytes: inout [UInt8]) throws {
    try withRows(rows) { labels in bytes = labels.map { UInt8(truncatingIfNeeded: $0) } }
  }

  private func withRows(
    _ rows: Range<Int>, _ body: (UnsafeBufferPointer<UInt16>) throws -> Void
  ) throws {
    let labels = UnsafeMutableBufferPointer<UInt16>.allocate(
      capacity: max(1, rows.count * grid.width))
    defer { labels.deallocate() }
    try read(rows, into: labels.firstAddress)
    try body(UnsafeBufferPointer(rebasing: labels[..<(rows.count * grid.width)]))
  }

  /// Writes rows of bytes.
  package func write(_ rows: Range<Int>, bytes: UnsafePointer<UInt8>) throws {
    let count = rows.count * grid.width
    let labels = UnsafeMutablePointer<UInt16>.allocate(capacity: max(1, count))
    defer { labels.deallocate() }
    for index in 0..<count { labels[index] = UInt16(bytes[index]) }
    try write(rows, from: UnsafePointer(labels))
  }
}

package import Kernels
package import RasterIO
package import Rasters

/// Picks a bounded sample of the pixels of every unit while a map is made: those with the
/// smallest hash of their position. The choice is uniform over the pixels of a unit and depends
/// on neither strips nor threads nor the seed of the fit.
package struct UnitSampler {
  private let units: Int
  private let bands: Int
  private let width: Int
  private let height: Int
  private let hash = CounterRandom(seed: 0, stream: 7)
  /// By unit; their slots say where records are.
  private var choices: [SmallestHashes]
  private var records: RecordStore
  /// By slot: whether all eight neighbours are of the same unit.
  private var isInside: [Bool] = []
  /// Labels of the row above the next strip.
  private var above: [UInt8] = []
  /// Pixels of that row, whose neighbours below are still to come.
  private var pending: [(slot: Int32, column: Int)] = []

  /// The most pixels of a unit.
  package static let mostMembers = 2000
  /// The most values of all units.
  private static let mostValues = 2_000_000

  package init(units: Int, bands: Int, grid: Grid) {
    (self.units, self.bands) = (units, bands)
    (width, height) = (grid.width, grid.height)
    let room = Self.mostValues / max(1, units * bands)
    choices = [SmallestHashes](
      repeating: SmallestHashes(size: max(32, min(Self.mostMembers, room))), count: units)
    records = RecordStore(length: bands)
  }

  /// Labels of the rows of a core, which workers only read.
  private struct Labels: @unchecked Sendable {
    let pointer: UnsafePointer<UInt8>
    let core: Range<Int>
    let width: Int

    func row(_ row: Int) -> UnsafePointer<UInt8> { pointer + (row - core.lowerBound) * width }
  }

  /// Strips come in order.
  package mutating func add(
    _ strip: Strip, core: Range<Int>, labels: UnsafePointer<UInt8>, workers: Workers
  ) throws {
    guard !core.isEmpty else { return }
    let labels = Labels(pointer: labels, core: core, width: width)
    settle(labels.row(core.lowerBound))
    let pieces = Self.split(core, into: workers.count)
    let picker = self
    let parts = try workers.map(pieces.count) { _, piece in
      picker.scan(labels, rows: pieces[piece])
    }
    for part in parts { merge(part) }
    capture(strip, labels)
    above = Array(UnsafeBufferPointer(start: labels.row(core.upperBound - 1), count: width))
  }

  /// Consecutive pieces of about equal length.
  private static func split(_ rows: Range<Int>, into count: Int) -> [Range<Int>] {
    (0..<count).map { piece in
      rows.lowerBound + rows.count * piece / count..<rows.lowerBound
        + rows.count * (piece + 1) / count
    }
  }

  /// Candidates of some rows, by unit.
  private func scan(_ labels: Labels, rows: Range<Int>) -> [SmallestHashes] {
    var found = choices.map { SmallestHashes(size: $0.size, bound: $0.bound) }
    var bounds = [UInt64](repeating: 0, count: 256)
    for unit in 0..<units { bounds[unit + 1] = found[unit].bound }
    bounds.withUnsafeMutableBufferPointer { bounds in
      for row in rows {
        let line = labels.row(row)
        for column in 0..<width {
          let label = Int(line[column])
          let value = hash.bits(UInt64(row * width + column))
          guard value <= bounds[label], label != 0, label <= units else { continue }
          found[label - 1].add(value, row * width + column)
          guard found[label - 1].isFull else { continue }
          found[label - 1].shrink()
          bounds[label] = found[label - 1].bound
        }
      }
    }
    return found
  }

  private mutating func merge(_ part: [SmallestHashes]) {
    for unit in 0..<units {
      for candidate in part[unit].candidates {
        choices[unit].add(candidate.hash, candidate.position)
      }
      for dropped in choices[unit].shrink() where dropped.slot >= 0 {
        records.remove(dropped.slot)
      }
    }
  }

  /// Keeps the values of what this strip brought.
  private mutating func capture(_ strip: Strip, _ labels: Labels) {
    for unit in 0..<units {
      for index in choices[unit].candidates.indices where choices[unit].candidates[index].slot < 0 {
        let slot = records.take()
        choices[unit].candidates[index].slot = slot
        if Int(slot) >= isInside.count { isInside.append(false) }
        let (row, column) = choices[unit].candidates[index].position
          .quotientAndRemainder(dividingBy: width)
        let at = strip.start(ofRow: row) + column
        records.withRecords { records in
          let record = records[slot]
          for band in 0..<bands { record[band] = strip.plane(band)[at] }
        }
        keep(slot, row: row, column: column, labels)
      }
    }
  }

  private mutating func keep(_ slot: Int32, row: Int, column: Int, _ labels: Labels) {
    let own = labels.row(row)[column]
    var inside = row > 0 && row + 1 < height && column > 0 && column + 1 < width
    inside = inside && Self.isUniform(labels.row(row), own, around: column)
    if inside {
      inside =
        row > labels.core.lowerBound
        ? Self.isUniform(labels.row(row - 1), own, around: column)
        : above.withUnsafeBufferPointer {
          $0.count == width && Self.isUniform($0.firstAddress, own, around: column)
        }
    }
    if inside {
      if row + 1 < labels.core.upperBound {
        inside = Self.isUniform(labels.row(row + 1), own, around: column)
      } else {
        pending.append((slot, column))
      }
    }
    isInside[Int(slot)] = inside
  }

  private static func isUniform(
    _ row: UnsafePointer<UInt8>, _ label: UInt8, around column: Int
  ) -> Bool {
    row[column - 1] == label && row[column] == label && row[column + 1] == label
  }

  /// Looks below the pixels of the last row of the strip before.
  private mutating func settle(_ below: UnsafePointer<UInt8>) {
    for (slot, column) in pending where !Self.isUniform(below, above[column], around: column) {
      isInside[Int(slot)] = false
    }
    pending = []
  }

  /// The sample, each unit's in the order of positions.
  package func finish() -> UnitSample {
    UnitSample(
      width: width,
      units: choices.map { choice in
        let chosen = choice.candidates.sorted { $0.position < $1.position }
        var values = PlanarMatrix(features: bands, count: chosen.count)
        for (index, member) in chosen.enumerated() {
          for band in 0..<bands { values[band, index] = records.value(member.slot, band) }
        }
        return UnitSample.Members(
          positions: chosen.map(\.position), isInside: chosen.map { isInside[Int($0.slot)] },
          isHeldOut: chosen.map { $0.hash & 1 == 1 }, values: values)
      })
  }
}

/// Some pixels of every unit of a map.
package struct UnitSample: Sendable {
  package struct Members: Sendable {
    /// Row times the map's width plus column, ascending.
    package let positions: [Int]
    /// Whether all eight neighbours are of the same unit.
    package let isInside: [Bool]
    /// Half of the pixels, by their hash: rules are made on the others and judged by these.
    package let isHeldOut: [Bool]
    /// Of all bands, in physical units.
    package let values: PlanarMatrix

    package var count: Int { positions.count }
  }

  package let width: Int
  /// Unit 1 first.
  package let units: [Members]
}

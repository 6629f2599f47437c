import Kernels
import Learning
import RasterIO
import Rasters

/// Picks a bounded sample of the valid pixels while a scene passes by: those
/// with the smallest hash of (seed, position). The choice is uniform over
/// all valid pixels and depends on neither strips nor threads.
///
/// Each sample also keeps its differences from the pixels to the right and
/// below, where those are valid: what noise is estimated from.
struct SampleCollector {
  private struct Candidate {
    var priority: UInt64
    var position: Int
  }

  private let size: Int
  private let bands: Int
  private let width: Int
  private let hash: CounterRandom
  private var threshold = UInt64.max
  private var candidates: [Candidate] = []
  /// Values, then differences to the right and below, by position.
  private var values: [Int: [Float]] = [:]
  private(set) var validCount = 0
  private(set) var rejected: [Int] = []
  /// Smallest and largest value of every band over all valid pixels.
  private(set) var extremes: [ClosedRange<Float>?]

  init(size: Int, bands: Int, width: Int, seed: UInt64) {
    self.size = size
    self.bands = bands
    self.width = width
    hash = CounterRandom(seed: seed, stream: 1)
    extremes = [ClosedRange<Float>?](repeating: nil, count: bands)
  }

  /// What a group of rows adds.
  private struct Part: Sendable {
    var priorities: [UInt64] = []
    var positions: [Int] = []
    var valid = 0
    var extremes: [ClosedRange<Float>?]
  }

  mutating func add(_ strip: Strip, core: Range<Int>, workers: Workers) throws {
    let pieces = SceneWalk.split(core, into: workers.count * 2)
    let (limit, picker) = (threshold, self)
    let parts = try workers.map(pieces.count) { _, piece in
      picker.scan(strip, rows: pieces[piece], below: limit)
    }
    merge(parts)
    capture(strip, core: core)
    if rejected.isEmpty { rejected = [Int](repeating: 0, count: strip.rejected.count) }
    for index in rejected.indices { rejected[index] += strip.rejected[index] }
  }

  private func scan(_ strip: Strip, rows: Range<Int>, below limit: UInt64) -> Part {
    var part = Part(extremes: extremes.map { _ in nil })
    for row in rows {
      let start = strip.start(ofRow: row)
      for column in 0..<width where strip.valid[start + column] != 0 {
        part.valid += 1
        let position = row * width + column
        let priority = hash.bits(UInt64(position))
        guard priority <= limit else { continue }
        part.priorities.append(priority)
        part.positions.append(position)
      }
    }
    guard part.valid > 0, !rows.isEmpty else { return part }
    let start = strip.start(ofRow: rows.lowerBound)
    for band in 0..<bands {
      part.extremes[band] = Self.range(
        strip.plane(band) + start, strip.valid + start, rows.count * width)
    }
    return part
  }

  private static func range(
    _ values: UnsafePointer<Float>, _ valid: UnsafePointer<UInt8>, _ count: Int
  ) -> ClosedRange<Float>? {
    var low = Float.infinity
    var high = -Float.infinity
    for index in 0..<count {
      let value = valid[index] != 0 ? values[index] : .nan
      if value < low { low = value }
      if value > high { high = value }
    }
    return low <= high ? low...high : nil
  }

  private mutating func merge(_ parts: [Part]) {
    for part in parts {
      validCount += part.valid
      for (priority, position) in zip(part.priorities, part.positions) {
        candidates.append(Candidate(priority: priority, position: position))
      }
      for band in 0..<bands {
        extremes[band] = Self.union(extremes[band], part.extremes[band])
      }
    }
    guard candidates.count > size else { return }
    candidates.sort { ($0.priority, $0.position) < ($1.priority, $1.position) }
    for dropped in candidates[size...] { values[dropped.position] = nil }
    candidates.removeLast(candidates.count - size)
    threshold = candidates[size - 1].priority
  }

  private static func union(
    _ a: ClosedRange<Float>?, _ b: ClosedRange<Float>?
  ) -> ClosedRange<Float>? {
    guard let a else { return b }
    guard let b else { return a }
    return min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
  }

  /// Keeps the values of the candidates that this strip brought.
  private mutating func capture(_ strip: Strip, core: Range<Int>) {
    let here = core.lowerBound * width..<core.upperBound * width
    for candidate in candidates where here.contains(candidate.position) {
      values[candidate.position] = record(strip, candidate.position)
    }
  }

  private func record(_ strip: Strip, _ position: Int) -> [Float] {
    let (row, column) = position.quotientAndRemainder(dividingBy: width)
    let at = strip.start(ofRow: row) + column
    let hasRight = column + 1 < width && strip.valid[at + 1] != 0
    let hasBelow = strip.rows.contains(row + 1) && strip.valid[at + width] != 0
    var out = [Float](unsafeUninitializedCapacity: 3 * bands) { _, count in count = 0 }
    out.reserveCapacity(3 * bands)
    for band in 0..<bands { out.append(strip.plane(band)[at]) }
    for (there, step) in [(hasRight, 1), (hasBelow, width)] {
      for band in 0..<bands {
        let plane = strip.plane(band)
        out.append(there ? plane[at] - plane[at + step] : .nan)
      }
    }
    return out
  }

  /// The sample in the order of its positions.
  func finish() -> (samples: Samples, positions: [Int]) {
    let positions = candidates.map(\.position).sorted()
    var matrix = PlanarMatrix(features: bands, count: positions.count)
    var owners: [Int] = []
    var steps: [Int] = []
    for (index, position) in positions.enumerated() {
      guard let record = values[position] else { continue }
      for band in 0..<bands { matrix[band, index] = record[band] }
      for step in 1...2 where !record[step * bands].isNaN {
        owners.append(index)
        steps.append(step)
      }
    }
    var differences = PlanarMatrix(features: bands, count: owners.count)
    for (index, owner) in owners.enumerated() {
      guard let record = values[positions[owner]] else { continue }
      for band in 0..<bands { differences[band, index] = record[steps[index] * bands + band] }
    }
    return (
      Samples(values: matrix, differences: differences, differenceOwners: owners), positions
    )
  }
}

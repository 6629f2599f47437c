import Kernels
import Learning
import RasterIO
import Rasters

/// Picks a bounded sample of the valid pixels while a scene passes by: those
/// with the smallest hash of (seed, position). The choice is uniform over
/// all valid pixels and depends on neither strips nor threads.
///
/// Each sample also keeps its differences from the pixels to the right and
/// below, where those are valid: what noise is estimated from; and its bands,
/// where features are derived from them.
struct SampleCollector {
  private struct Candidate {
    var priority: UInt64
    var position: Int
  }

  private let size: Int
  private let features: Int
  /// Bands beside the features; 0 where the features are the bands.
  private let bands: Int
  private let width: Int
  private let hash: CounterRandom
  private var threshold = UInt64.max
  private var candidates: [Candidate] = []
  /// Features, then their differences to the right and below, then bands, by
  /// position.
  private var values: [Int: [Float]] = [:]
  private(set) var validCount = 0
  private(set) var rejected: [Int] = []
  /// Smallest and largest value of every feature, then of every band, over
  /// all valid pixels.
  private var extremes: [ClosedRange<Float>?]

  init(size: Int, features: Int, bands: Int, width: Int, seed: UInt64) {
    self.size = size
    self.features = features
    self.bands = bands
    self.width = width
    hash = CounterRandom(seed: seed, stream: 1)
    extremes = [ClosedRange<Float>?](repeating: nil, count: features + bands)
  }

  /// What a group of rows adds.
  private struct Part: Sendable {
    var priorities: [UInt64] = []
    var positions: [Int] = []
    var valid = 0
    var extremes: [ClosedRange<Float>?]
  }

  mutating func add(_ strip: FeatureStrip, core: Range<Int>, workers: Workers) throws {
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

  private func scan(_ view: FeatureStrip, rows: Range<Int>, below limit: UInt64) -> Part {
    var part = Part(extremes: extremes.map { _ in nil })
    let strip = view.features
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
    let count = rows.count * width
    for feature in 0..<features {
      part.extremes[feature] = Self.range(strip.plane(feature) + start, strip.valid + start, count)
    }
    let other = view.bands.start(ofRow: rows.lowerBound)
    for band in 0..<bands {
      part.extremes[features + band] = Self.range(
        view.bands.plane(band) + other, strip.valid + start, count)
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
      for plane in extremes.indices {
        extremes[plane] = Self.union(extremes[plane], part.extremes[plane])
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
  private mutating func capture(_ strip: FeatureStrip, core: Range<Int>) {
    let here = core.lowerBound * width..<core.upperBound * width
    for candidate in candidates where here.contains(candidate.position) {
      values[candidate.position] = record(strip, candidate.position)
    }
  }

  private func record(_ view: FeatureStrip, _ position: Int) -> [Float] {
    let strip = view.features
    let (row, column) = position.quotientAndRemainder(dividingBy: width)
    let at = strip.start(ofRow: row) + column
    let hasRight = column + 1 < width && strip.valid[at + 1] != 0
    let hasBelow = strip.rows.contains(row + 1) && strip.valid[at + width] != 0
    var out: [Float] = []
    out.reserveCapacity(3 * features + bands)
    for feature in 0..<features { out.append(strip.plane(feature)[at]) }
    for (there, step) in [(hasRight, 1), (hasBelow, width)] {
      for feature in 0..<features {
        let plane = strip.plane(feature)
        out.append(there ? plane[at] - plane[at + step] : .nan)
      }
    }
    let other = view.bands.start(ofRow: row) + column
    for band in 0..<bands { out.append(view.bands.plane(band)[other]) }
    return out
  }

  /// The sample in the order of its positions.
  func finish() -> CollectedSample {
    let positions = candidates.map(\.position).sorted()
    let records = positions.map { values[$0] ?? [] }
    let all = features..<features + bands
    let known = extremes.map { $0 ?? 0...0 }
    return CollectedSample(
      samples: samples(records), positions: positions, extremes: Array(known[..<features]),
      bands: bands == 0
        ? nil
        : .init(
          values: matrix(records, first: 3 * features, count: bands), extremes: Array(known[all])))
  }

  /// Consecutive entries of every record.
  private func matrix(_ records: [[Float]], first: Int, count: Int) -> PlanarMatrix {
    var matrix = PlanarMatrix(features: count, count: records.count)
    for (index, record) in records.enumerated() where !record.isEmpty {
      for row in 0..<count { matrix[row, index] = record[first + row] }
    }
    return matrix
  }

  private func samples(_ records: [[Float]]) -> Samples {
    var owners: [Int] = []
    var steps: [Int] = []
    for (index, record) in records.enumerated() where !record.isEmpty {
      for step in 1...2 where !record[step * features].isNaN {
        owners.append(index)
        steps.append(step)
      }
    }
    var differences = PlanarMatrix(features: features, count: owners.count)
    for (index, owner) in owners.enumerated() {
      for feature in 0..<features {
        differences[feature, index] = records[owner][steps[index] * features + feature]
      }
    }
    return Samples(
      values: matrix(records, first: 0, count: features), differences: differences,
      differenceOwners: owners)
  }
}

/// What a ``SampleCollector`` has collected.
struct CollectedSample {
  /// Of the features.
  let samples: Samples
  let positions: [Int]
  /// Of every feature over the whole scene.
  let extremes: [ClosedRange<Float>]
  /// The bands of the same pixels, where the features are others.
  let bands: Bands?

  struct Bands {
    let values: PlanarMatrix
    let extremes: [ClosedRange<Float>]
  }

  /// What units are numbered and judged by, whatever they are learnt from.
  var bandValues: PlanarMatrix { bands?.values ?? samples.values }
}

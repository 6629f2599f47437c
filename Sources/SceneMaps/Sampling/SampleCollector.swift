import Fitting
import Kernels
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
  private let features: Int
  /// Bands beside the features; 0 where the features are the bands.
  private let bands: Int
  private let width: Int
  private let hash: CounterRandom
  /// Their slots say where records are.
  private var choice: SmallestHashes
  /// Features, then (where wanted) their differences to the right and below,
  /// then bands.
  private var records: RecordStore
  private let takesNeighbours: Bool
  private(set) var validCount = 0
  private(set) var rejected: [Int] = []
  /// Smallest and largest value of every feature, then of every band, over
  /// all valid pixels.
  private var extremes: [ClosedRange<Float>?]

  /// Without `neighbours` no differences are kept.
  init(
    size: Int, features: Int, bands: Int, width: Int, seed: UInt64, neighbours: Bool = true
  ) {
    choice = SmallestHashes(size: size)
    self.features = features
    self.bands = bands
    self.width = width
    takesNeighbours = neighbours
    records = RecordStore(length: (neighbours ? 3 : 1) * features + bands)
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
    let pieces = core.split(into: workers.count * 2)
    let (limit, picker) = (choice.bound, self)
    let parts = try workers.map(pieces.count) { _, piece in
      picker.scan(strip, rows: pieces[piece], below: limit)
    }
    merge(parts)
    try capture(strip, core: core, workers: workers)
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
    var (low, high) = (Float.infinity, -Float.infinity)
    Planar.range(values, valid: valid, count: count, low: &low, high: &high)
    return low <= high ? low...high : nil
  }

  private mutating func merge(_ parts: [Part]) {
    for part in parts {
      validCount += part.valid
      for (priority, position) in zip(part.priorities, part.positions) {
        choice.add(priority, position)
      }
      for plane in extremes.indices {
        extremes[plane] = Self.union(extremes[plane], part.extremes[plane])
      }
    }
    for dropped in choice.shrink() where dropped.slot >= 0 { records.remove(dropped.slot) }
  }

  private static func union(
    _ a: ClosedRange<Float>?, _ b: ClosedRange<Float>?
  ) -> ClosedRange<Float>? {
    guard let a else { return b }
    guard let b else { return a }
    return min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
  }

  /// Keeps the values of the candidates that this strip brought.
  private mutating func capture(
    _ strip: FeatureStrip, core: Range<Int>, workers: Workers
  ) throws {
    var brought: [Int] = []
    for index in choice.candidates.indices where choice.candidates[index].slot < 0 {
      choice.candidates[index].slot = records.take()
      brought.append(index)
    }
    let (places, width, features, neighbours) = (
      choice.candidates, width, features, takesNeighbours
    )
    let new = brought
    try records.withRecords { records in
      try workers.forEach((new.count + 255) / 256) { _, part in
        for index in new[part * 256..<min(new.count, (part + 1) * 256)] {
          Self.record(
            strip, places[index].position, width: width, features: features,
            neighbours: neighbours, into: records[places[index].slot])
        }
      }
    }
  }

  private static func record(
    _ view: FeatureStrip, _ position: Int, width: Int, features: Int, neighbours: Bool,
    into record: UnsafeMutableBufferPointer<Float>
  ) {
    var out = record
    let strip = view.features
    let (row, column) = position.quotientAndRemainder(dividingBy: width)
    let at = strip.start(ofRow: row) + column
    let hasRight = column + 1 < width && strip.valid[at + 1] != 0
    let hasBelow = strip.rows.contains(row + 1) && strip.valid[at + width] != 0
    for feature in 0..<features { out[feature] = strip.plane(feature)[at] }
    var next = features
    if neighbours {
      differences(strip, at, to: hasRight ? at + 1 : nil, features, into: &out, &next)
      differences(strip, at, to: hasBelow ? at + width : nil, features, into: &out, &next)
    }
    let other = view.bands.start(ofRow: row) + column
    for band in next..<out.count { out[band] = view.bands.plane(band - next)[other] }
  }

  /// A pixel less another, feature by feature; NaN where there is no other.
  private static func differences(
    _ strip: Strip, _ at: Int, to other: Int?, _ features: Int,
    into out: inout UnsafeMutableBufferPointer<Float>, _ next: inout Int
  ) {
    for feature in 0..<features {
      let plane = strip.plane(feature)
      out[next + feature] = other.map { plane[at] - plane[$0] } ?? .nan
    }
    next += features
  }

  /// The sample in the order of its positions. The collector is spent then.
  mutating func finish() -> CollectedSample {
    let candidates = choice.candidates.sorted { $0.position < $1.position }
    let slots = candidates.map(\.slot)
    let positions = candidates.map(\.position)
    let priorities = candidates.map(\.hash)
    let all = features..<features + bands
    let known = extremes.map { $0 ?? 0...0 }
    let collected = CollectedSample(
      samples: samples(slots), positions: positions, priorities: priorities,
      extremes: Array(known[..<features]),
      bands: bands == 0
        ? nil
        : .init(
          values: matrix(slots, first: records.length - bands, count: bands),
          extremes: Array(known[all])))
    choice = SmallestHashes(size: choice.size)
    records = RecordStore(length: records.length)
    return collected
  }

  /// Consecutive entries of every record.
  private func matrix(_ slots: [Int32], first: Int, count: Int) -> PlanarMatrix {
    var matrix = PlanarMatrix(features: count, count: slots.count)
    for (index, slot) in slots.enumerated() {
      for row in 0..<count { matrix[row, index] = records.value(slot, first + row) }
    }
    return matrix
  }

  private func samples(_ slots: [Int32]) -> Samples {
    let values = matrix(slots, first: 0, count: features)
    guard takesNeighbours else { return Samples(values: values) }
    var owners: [Int] = []
    var steps: [Int] = []
    for (index, slot) in slots.enumerated() {
      for step in 1...2 where !records.value(slot, step * features).isNaN {
        owners.append(index)
        steps.append(step)
      }
    }
    var differences = PlanarMatrix(features: features, count: owners.count)
    for (index, owner) in owners.enumerated() {
      for feature in 0..<features {
        differences[feature, index] = records.value(
          slots[owner], steps[index] * features + feature)
      }
    }
    return Samples(values: values, differences: differences, differenceOwners: owners)
  }
}

/// What a ``SampleCollector`` has collected.
struct CollectedSample {
  /// The samples of the features.
  let samples: Samples
  let positions: [Int]
  /// Hashes by which they were chosen: the smallest of all valid pixels.
  let priorities: [UInt64]
  /// The range of every feature over the whole scene.
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

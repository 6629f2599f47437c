import Kernels
import Rasters

/// Picks labelled pixels while a scene passes by, whatever the sample takes:
/// of every class those valid ones with the smallest hash of (seed,
/// position), up to a number.
struct LabelledCollector {
  private struct Candidate {
    var priority: UInt64
    var position: Int
    var place: Int
    var slot: Int32
  }

  let known: KnownLabels
  private let most: Int
  private let width: Int
  private let hash: CounterRandom
  private var bins: [[Candidate]]
  private var thresholds: [UInt64]
  private var records: RecordStore
  /// Labelled pixels of every class that are not held out, valid or not.
  private var seen: [Int]
  private(set) var valid: [Int]

  /// Most pixels of a class, and of all together.
  private static let mostOfClass = 2000
  private static let mostOfAll = 40_000

  /// The most pixels of a class, for a number of classes.
  static func most(classes: Int) -> Int {
    min(mostOfClass, max(1, mostOfAll / max(1, classes)))
  }

  init(_ known: KnownLabels, features: Int, width: Int, seed: UInt64) {
    self.known = known
    self.width = width
    let count = known.classes.count
    most = Self.most(classes: count)
    hash = CounterRandom(seed: seed, stream: 22)
    bins = [[Candidate]](repeating: [], count: count)
    thresholds = [UInt64](repeating: .max, count: count)
    records = RecordStore(length: features)
    seen = [Int](repeating: 0, count: count)
    valid = seen
  }

  mutating func add(_ view: FeatureStrip, core: Range<Int>) throws {
    let marks = try known.marks(ofRows: core)
    let strip = view.features
    for (offset, mark) in marks.enumerated() {
      guard let mark else { continue }
      let index = mark.index
      let (row, column) = (core.lowerBound + offset / width, offset % width)
      let at = strip.start(ofRow: row) + column
      seen[index] += 1
      guard strip.valid[at] != 0 else { continue }
      valid[index] += 1
      let position = row * width + column
      let priority = hash.bits(UInt64(position))
      guard priority <= thresholds[index] else { continue }
      let slot = records.take()
      records.withRecords { records in
        let out = records[slot]
        for feature in out.indices { out[feature] = strip.plane(feature)[at] }
      }
      bins[index].append(
        Candidate(priority: priority, position: position, place: mark.place, slot: slot))
      if bins[index].count >= 2 * most { shrink(index) }
    }
  }

  private mutating func shrink(_ index: Int) {
    guard bins[index].count > most else { return }
    bins[index].sort { ($0.priority, $0.position) < ($1.priority, $1.position) }
    for dropped in bins[index][most...] { records.remove(dropped.slot) }
    bins[index].removeLast(bins[index].count - most)
    thresholds[index] = bins[index][most - 1].priority
  }

  /// Classes of which no valid pixel has passed.
  var empty: [Int] { valid.indices.filter { valid[$0] == 0 } }

  /// What to say of a class without valid pixels.
  func remark(on empty: Int) -> String {
    "the known unit '\(known.names[empty])' of '\(known.path)' has no valid pixel: its "
      + "\(seen[empty]) pixels that are not held out are masked or without data"
  }

  /// In the order of their positions, without classes that have none. Throws where no class has
  /// any.
  mutating func finish() throws -> LabelledSample {
    let classes = valid.indices.filter { valid[$0] > 0 }
    guard !classes.isEmpty else {
      throw Failure(
        "no known unit of '\(known.path)' has a valid pixel: all that are not held out are masked "
          + "or without data")
    }
    let number = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    for index in bins.indices { shrink(index) }
    let all = bins.enumerated()
      .flatMap { index, bin in bin.map { (index: index, candidate: $0) } }
      .sorted { $0.candidate.position < $1.candidate.position }
    var values = PlanarMatrix(features: records.length, count: all.count)
    for (place, item) in all.enumerated() {
      for feature in 0..<records.length {
        values[feature, place] = records.value(item.candidate.slot, feature)
      }
    }
    return LabelledSample(
      positions: all.map(\.candidate.position), classes: all.compactMap { number[$0.index] },
      places: all.map(\.candidate.place), values: values)
  }
}

/// What a ``LabelledCollector`` has collected.
struct LabelledSample {
  /// Ascending.
  var positions: [Int]
  /// From 0.
  var classes: [Int]
  /// Numbers of the places that they lie in.
  var places: [Int]
  /// Features [features][samples].
  var values: PlanarMatrix
}

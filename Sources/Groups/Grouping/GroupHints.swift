import Clusterers

/// Means of measurements over the voted objects of each group, for
/// ``ClassHint``.
struct GroupHints {
  /// Names that a measurement has in tables of `facies measure` and in
  /// USmorph's.
  private static let names: [(key: Key, words: [String])] = [
    (.gini, ["gini", "G"]), (.m20, ["m20", "M20"]), (.sersic, ["sersic_n", "sersic"]),
    (.asymmetry, ["asymmetry", "A"]), (.concentration, ["concentration", "C"]),
  ]

  private enum Key: CaseIterable { case gini, m20, sersic, asymmetry, concentration }

  /// Columns of a table that tell classes; none where Gini and M20, or the
  /// Sérsic index, are not among them.
  static func columns(among header: [String]) -> [String] {
    let found = names.compactMap { entry in
      entry.words.first(where: header.contains).map { (entry.key, $0) }
    }
    let keys = found.map(\.0)
    guard keys.contains(.sersic) || (keys.contains(.gini) && keys.contains(.m20)) else { return [] }
    return found.map(\.1)
  }

  private let keys: [Key]
  private var sums: [[Double]]
  private var counts: [[Double]]

  init(columns: [String], groups: Int) {
    keys = columns.compactMap { column in
      Self.names.first { $0.words.contains(column) }?.key
    }
    sums = [[Double]](repeating: keys.map { _ in 0 }, count: groups)
    counts = sums
  }

  mutating func add(_ object: GroupedObject, _ values: ArraySlice<Float>) {
    guard object.status == .voted, object.group > 0 else { return }
    for (place, value) in values.enumerated() where value.isFinite && value > -90 {
      sums[object.group - 1][place] += Double(value)
      counts[object.group - 1][place] += 1
    }
  }

  /// The hint of every group that has one.
  var hints: [Int: ClassHint] {
    var out: [Int: ClassHint] = [:]
    for group in sums.indices {
      func mean(_ key: Key) -> Double? {
        keys.firstIndex(of: key).flatMap {
          counts[group][$0] > 0 ? sums[group][$0] / counts[group][$0] : nil
        }
      }
      out[group + 1] = ClassHint.suggest(
        gini: mean(.gini), m20: mean(.m20), sersic: mean(.sersic), asymmetry: mean(.asymmetry),
        concentration: mean(.concentration))
    }
    return out
  }
}

import Features

/// Indices of the units' mean spectra, and which units they set apart.
struct UnitIndices {
  private let table: [(index: SpectralIndex, values: [Double?])]
  /// Pixels of every unit.
  private let weights: [Double]

  /// A unit stands out that lies so many standard deviations (over pixels)
  /// above the mean.
  private static let outstanding = 1.0

  /// An index by which a unit stands out.
  struct Trait {
    let index: SpectralIndex
    /// Standard deviations above the mean.
    let excess: Double
  }

  init(_ table: [(index: SpectralIndex, values: [Double?])], weights: [Double]) {
    self.table = table
    self.weights = weights
  }

  func values(ofRow row: Int) -> [String: Double] {
    Dictionary(
      table.compactMap { entry in entry.values[row].map { (entry.index.fullName, $0) } },
      uniquingKeysWith: { a, _ in a })
  }

  /// By which traits every other row stands out, the clearest first; rows in `apart` neither get
  /// one nor count in the mean.
  func traits(butOf apart: Set<Int>) -> [Int: [Trait]] {
    var found: [Int: [Trait]] = [:]
    for entry in table where entry.index.trait != nil {
      for (row, excess) in excesses(entry.values, apart) where excess > Self.outstanding {
        found[row, default: []].append(Trait(index: entry.index, excess: excess))
      }
    }
    return found.mapValues { traits in
      traits.sorted { ($1.excess, $0.index.fullName) < ($0.excess, $1.index.fullName) }
    }
  }

  /// Standard deviations above the mean, by rows.
  private func excesses(_ values: [Double?], _ apart: Set<Int>) -> [(Int, Double)] {
    let rows = values.enumerated().compactMap { row, value in
      apart.contains(row) ? nil : value.map { (row: row, value: $0, weight: weights[row]) }
    }
    let total = rows.reduce(0) { $0 + $1.weight }
    guard rows.count > 2, total > 0 else { return [] }
    let mean = rows.reduce(0) { $0 + $1.weight * $1.value } / total
    let variance = rows.reduce(0) { $0 + $1.weight * ($1.value - mean) * ($1.value - mean) } / total
    guard variance > 0 else { return [] }
    return rows.map { ($0.row, ($0.value - mean) / variance.squareRoot()) }
  }
}

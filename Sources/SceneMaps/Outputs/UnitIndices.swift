import Features

/// Indices of the units' mean spectra, and which units they set apart.
struct UnitIndices {
  private let table: [(index: SpectralIndex, values: [Double?])]
  /// Pixels of every unit.
  private let weights: [Double]

  /// A unit stands out that lies so many standard deviations (over pixels)
  /// above the mean.
  private static let outstanding = 1.0
  /// Above these, whatever the other units are: half of the ground is green
  /// (Sobrino et al., Remote Sensing of Environment 90, 434-440, 2004, call
  /// it full from 0.5), or it is open water (McFeeters 1996: above 0).
  private static let coverLimits = [("index.ndvi", 0.4, "vegetated"), ("index.ndwi", 0.1, "water")]

  init(_ table: [(index: SpectralIndex, values: [Double?])], weights: [Double]) {
    self.table = table
    self.weights = weights
  }

  func values(ofRow row: Int) -> [String: Double] {
    Dictionary(
      table.compactMap { entry in entry.values[row].map { (entry.index.fullName, $0) } },
      uniquingKeysWith: { a, _ in a })
  }

  /// Rows that plants or water cover; of reflectances only.
  var covers: [Int: String] {
    var out: [Int: String] = [:]
    for (name, limit, word) in Self.coverLimits {
      guard let entry = table.first(where: { $0.index.fullName == name }) else { continue }
      for (row, value) in entry.values.enumerated() {
        if let value, value > limit, out[row] == nil { out[row] = word }
      }
    }
    return out
  }

  /// By which trait every other row stands out most; `apart` neither get one
  /// nor count in the mean.
  func traits(butOf apart: Set<Int>) -> [Int: String] {
    var best: [Int: (trait: String, excess: Double)] = [:]
    for entry in table {
      guard let trait = entry.index.trait else { continue }
      for (row, excess) in excesses(entry.values, apart) where excess > Self.outstanding {
        if excess > best[row]?.excess ?? 0 { best[row] = (trait, excess) }
      }
    }
    return best.mapValues(\.trait)
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

/// Ground areas of pixels as whole numbers, so that sums over patches depend
/// on no order: 1 where all pixels are alike or counted, otherwise in
/// proportion to their areas.
package struct PixelWeights: Sendable {
  /// Nil where all pixels weigh 1.
  private let areas: GroundAreas?
  /// Weight of a hectare, where pixels do not weigh 1.
  private let perHectare: Double
  /// Nil where the grid has no scale.
  package let hectaresPerWeight: Double?

  /// By ground area.
  package init(_ grid: Grid) {
    guard let areas = GroundAreas(grid) else {
      self.init(counted: nil)
      return
    }
    let scale = Self.scale(pixels: grid.pixelCount) / areas.largest
    if let alike = areas.uniform {
      self.init(counted: alike)
    } else if scale.isFinite, scale > 0 {
      self.init(areas: areas, perHectare: scale, hectaresPerWeight: 1 / scale)
    } else {
      self.init(counted: nil)
    }
  }

  /// For telling which patches are large enough: pixels are counted where
  /// pixels are asked for, or where the map's own scale is true enough (see
  /// ``Grid/lengthTolerance``), so that 0.27 hectares are three pixels of
  /// 30 m all over a zone of UTM.
  package init(_ grid: Grid, for unit: MinimumMappingUnit) {
    if case .pixels = unit {
      self.init(counted: nil)
    } else if let nominal = grid.nominalHectares, grid.isTrueToScale {
      self.init(counted: nominal)
    } else {
      self.init(grid)
    }
  }

  private init(counted hectares: Double?) {
    self.init(
      areas: nil, perHectare: 0,
      hectaresPerWeight: hectares.flatMap { $0.isFinite && $0 > 0 ? $0 : nil })
  }

  private init(areas: GroundAreas?, perHectare: Double, hectaresPerWeight: Double?) {
    self.areas = areas
    self.perHectare = perHectare
    self.hectaresPerWeight = hectaresPerWeight
  }

  /// A power of two that lets the sum over all pixels stay below 2^62.
  private static func scale(pixels: Int) -> Double {
    var bits = 0
    while bits < 40, pixels >> (61 - bits) == 0 { bits += 1 }
    return Double(1 << bits)
  }

  /// Weights of the pixels of a row.
  package struct Row {
    fileprivate let areas: RowAreas?
    fileprivate let perHectare: Double
    /// Weight of every pixel where they are alike.
    fileprivate let alike: UInt64?

    /// The weight of a stretch of pixels, at least 1 each: sums do not depend
    /// on how a row is cut.
    @inline(__always)
    package func weight(_ columns: Range<Int>) -> UInt64 {
      if let alike { return alike * UInt64(columns.count) }
      return max(before(columns.upperBound) - before(columns.lowerBound), UInt64(columns.count))
    }

    private func before(_ column: Int) -> UInt64 {
      let weight = (areas?.before(column) ?? 0) * perHectare
      return weight >= 0 && weight < 0x1p62 ? UInt64(weight.rounded()) : 0
    }
  }

  package func row(_ row: Int) -> Row {
    guard let areas = areas?.row(row) else { return Row(areas: nil, perHectare: 0, alike: 1) }
    let alike = areas.alike.map { area -> UInt64 in
      let weight = (area * perHectare).rounded()
      return weight >= 1 && weight < 0x1p62 ? UInt64(weight) : 1
    }
    return Row(areas: areas, perHectare: perHectare, alike: alike)
  }

  /// Ground area of a sum of weights.
  package func hectares(_ weight: UInt64) -> Double? {
    hectaresPerWeight.map { $0 * Double(weight) }
  }

  /// The weight from which a patch is large enough.
  package func least(_ unit: MinimumMappingUnit) throws -> UInt64 {
    switch unit {
    case .pixels(let count):
      guard count >= 0 else {
        throw Failure.usage("a smallest patch of \(count) pixels is none")
      }
      return UInt64(count)
    case .hectares(let area): return try least(hectares: area)
    }
  }

  private func least(hectares: Double) throws -> UInt64 {
    guard hectares >= 0, hectares.isFinite else {
      throw Failure.usage("a smallest patch of \(hectares) hectares is none")
    }
    guard let hectaresPerWeight else {
      throw Failure.usage(
        "the map has no scale on the ground: give the smallest patch in pixels, not hectares")
    }
    // 0.27 / 0.09 is 3.0000000000000004; a patch of three pixels is no smaller.
    let weight = (hectares / hectaresPerWeight * (1 - 1e-9)).rounded(.up)
    return weight < 0x1p62 ? UInt64(weight) : 1 << 62
  }
}

/// Ground areas of pixels as whole numbers, so that sums over patches depend
/// on no order: 1 where all pixels are alike; on a grid in degrees, where
/// they shrink towards the poles, in proportion to the area at their row.
package struct PixelWeights: Sendable {
  private let grid: Grid
  /// Weight of a hectare; nil where all pixels weigh 1.
  private let perHectare: Double?
  /// Nil where the grid has no scale.
  package let hectaresPerWeight: Double?

  package init(_ grid: Grid) {
    self.grid = grid
    let usable = { (area: Double?) in area.flatMap { $0.isFinite && $0 > 0 ? $0 : nil } }
    guard grid.reference.isGeographic, grid.reference.metresPerUnit == nil,
      let largest = usable((0..<grid.height).compactMap(grid.pixelHectares).max())
    else {
      perHectare = nil
      hectaresPerWeight = usable(grid.pixelHectares(atRow: 0))
      return
    }
    let scale = Self.scale(pixels: grid.pixelCount) / largest
    perHectare = scale.isFinite ? scale : nil
    hectaresPerWeight = scale.isFinite ? 1 / scale : nil
  }

  /// A power of two that lets the sum over all pixels stay below 2^62.
  private static func scale(pixels: Int) -> Double {
    var bits = 0
    while bits < 40, pixels >> (61 - bits) == 0 { bits += 1 }
    return Double(1 << bits)
  }

  /// The weight of a pixel of a row; at least 1.
  package func weight(ofRow row: Int) -> UInt64 {
    guard let perHectare, let area = grid.pixelHectares(atRow: row) else { return 1 }
    let weight = (area * perHectare).rounded()
    return weight >= 1 && weight < 0x1p62 ? UInt64(weight) : 1
  }

  /// Ground area of a sum of weights.
  package func hectares(_ weight: UInt64) -> Double? {
    hectaresPerWeight.map { $0 * Double(weight) }
  }

  /// The weight from which a patch is large enough.
  package func least(_ unit: MinimumMappingUnit) throws -> UInt64 {
    switch unit {
    case .pixels(let count): return try least(pixels: count)
    case .hectares(let area): return try least(hectares: area)
    }
  }

  private func least(pixels: Int) throws -> UInt64 {
    guard pixels >= 0 else { throw Failure.usage("a smallest patch of \(pixels) pixels is none") }
    guard perHectare != nil else { return UInt64(pixels) }
    // Pixels weigh as much as those in the middle of the map.
    let product = Double(pixels) * Double(weight(ofRow: grid.height / 2))
    return product < 0x1p62 ? UInt64(product) : 1 << 62
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

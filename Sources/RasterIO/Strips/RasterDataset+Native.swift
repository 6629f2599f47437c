package import Rasters

extension RasterDataset {
  /// A part of a band as it is stored, with what has data in it.
  func patch(
    band: Int, window: Window, absent: AbsentValues, hasMask: Bool
  ) throws -> NativePatch {
    var values = [Float](repeating: 0, count: window.pixelCount)
    var valid = [UInt8](repeating: 1, count: window.pixelCount)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try readValues(
        band: band, window: window, absent: absent, hasMask: hasMask, into: base,
        rowStride: window.width)
    }
    Validity.mark(values, count: values.count, pairs: [], valid: &valid)
    for index in values.indices where valid[index] == 0 { values[index] = 0 }
    return NativePatch(window: window, values: values, weights: valid.map { $0 == 0 ? 0 : 1 })
  }

  /// A part of a band of a scene on its own grid, before it is brought to
  /// another: stored values, or what is computed of them.
  func native(_ band: BandSource, number: Int, window: Window) throws -> NativePatch {
    guard let derivative = band.terrain else {
      return try patch(
        band: number, window: window, absent: band.absent, hasMask: band.hasMaskBand)
    }
    let reach = TerrainDerivative.reach
    let whole = Window(column: 0, row: 0, width: width, height: height)
    let wide = Window(
      column: window.column - reach, row: window.row - reach, width: window.width + 2 * reach,
      height: window.height + 2 * reach
    ).intersection(whole)
    let heights = try patch(
      band: number, window: wide, absent: band.absent, hasMask: band.hasMaskBand)
    return derivative.apply(to: heights, window: window, grid: band.grid)
  }
}

extension Window {
  /// The most source pixels that are held to resample a part of a strip.
  package static let mostSourcePixels = 1 << 20

  /// The window in pieces under each of which lie few enough pixels of a
  /// raster that has `scale` pixels for one of these, row by row.
  func pieces(scale: (x: Double, y: Double), largest: Int = .max) -> [Window] {
    let most = Double(Self.mostSourcePixels)
    let (x, y) = (max(scale.x, 0.01), max(scale.y, 0.01))
    let across = max(1, min(width, largest, Int(min(1e9, most / max(1, y) / x))))
    let down = max(1, min(height, largest, Int(min(1e9, most / (Double(across) * x * y)))))
    return stride(from: row, to: endRow, by: down).flatMap { top in
      stride(from: column, to: endColumn, by: across).map { left in
        Window(
          column: left, row: top, width: min(across, endColumn - left),
          height: min(down, endRow - top))
      }
    }
  }
}

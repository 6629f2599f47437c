import Rasters

extension NativePatch {
  /// Fills the pixels of a window of the frame that lie in the other raster,
  /// whose whole size is given; not a number elsewhere, and where the pixel
  /// under a centre has no data. Weighted means as of aligned grids
  /// (``resample(columns:rows:into:rowStride:)``).
  func warp(
    _ nodes: WarpNodes, target: Window, scale: (x: Double, y: Double), width: Int, height: Int,
    resampling: Resampling, into out: UnsafeMutablePointer<Float>, rowStride: Int
  ) {
    var across = WarpKernel(resampling, scale: scale.x, size: width)
    var down = WarpKernel(resampling, scale: scale.y, size: height)
    for row in 0..<target.height {
      for column in 0..<target.width {
        let place = nodes.position(column: target.column + column, row: target.row + row)
        out[row * rowStride + column] =
          across.holds(place.x) && down.holds(place.y)
          ? value(at: place, resampling, &across, &down) : .nan
      }
    }
  }

  private func value(
    at place: (x: Double, y: Double), _ resampling: Resampling, _ across: inout WarpKernel,
    _ down: inout WarpKernel
  ) -> Float {
    let (column, row) = (across.holder(of: place.x), down.holder(of: place.y))
    let under = (row - window.row) * window.width + column - window.column
    guard weights[under] != 0 else { return .nan }
    guard resampling != .nearest else { return values[under] }
    across.place(at: place.x)
    down.place(at: place.y)
    var sum: Float = 0
    var share: Float = 0
    for (j, heavy) in down.weights.enumerated() {
      let start = (down.first + j - window.row) * window.width + across.first - window.column
      for (i, weight) in across.weights.enumerated() {
        let at = start + i
        guard window.holds(across.first + i, down.first + j) else { continue }
        sum += heavy * weight * values[at]
        share += heavy * weight * weights[at]
      }
    }
    return share > 0.05 ? sum / share : values[under]
  }
}

extension Window {
  fileprivate func holds(_ column: Int, _ row: Int) -> Bool {
    (self.column..<endColumn).contains(column) && (self.row..<endRow).contains(row)
  }
}

/// The weights along one axis around one position after another.
private struct WarpKernel {
  private let resampling: Resampling
  private let scale: Double
  private let size: Int
  /// The source pixel that the first weight is of.
  private(set) var first = 0
  private(set) var weights: [Float] = []

  init(_ resampling: Resampling, scale: Double, size: Int) {
    (self.resampling, self.scale, self.size) = (resampling, scale, size)
  }

  func holds(_ position: Double) -> Bool { position > -1e-9 && position < Double(size) - 1e-9 }

  func holder(of position: Double) -> Int { ResamplingTaps.holder(of: position, size: size) }

  /// Weights that sum to 1.
  mutating func place(at position: Double) {
    weights.removeAll(keepingCapacity: true)
    let width = max(1, scale)
    if resampling == .bilinear, width == 1 { return placeBetween(position) }
    let taps = ResamplingTaps.taps(position, scale: scale, size: size, resampling)
    first = taps.range.lowerBound
    for weight in taps.weights { weights.append(Float(weight)) }
  }

  /// Between two pixels, or on the first or last one.
  private mutating func placeBetween(_ position: Double) {
    let low = Int((position - 0.5).rounded(.down))
    let share = position - 0.5 - Double(low)
    first = max(0, low)
    guard low >= 0, low + 1 < size else { return weights.append(1) }
    weights.append(Float(1 - share))
    weights.append(Float(share))
  }
}

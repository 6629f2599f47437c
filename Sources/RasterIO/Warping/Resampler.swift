import Rasters

/// From pixels of one grid to pixels of another, axis by axis.
struct PixelMapping: Sendable, Equatable {
  struct Axis: Sendable, Equatable {
    /// Where pixel 0 begins in the other grid, and how wide a pixel is there.
    var origin: Double
    var scale: Double

    /// The centre of a pixel in the other grid. It is reckoned from the
    /// grid's corner, not from that of a strip: strips do not matter.
    func centre(_ index: Int) -> Double { origin + (Double(index) + 0.5) * scale }
  }

  var column: Axis
  var row: Axis
}

/// What the pixels along one axis take from the other grid.
struct ResamplingTaps: Sendable {
  /// Source pixels that are needed.
  let window: Range<Int>
  /// The source pixel that holds a pixel's centre, from the window's start.
  private(set) var nearest: [Int] = []
  /// The first source pixel of a pixel, from the window's start.
  private(set) var first: [Int] = []
  /// Where its weights are, and in the end where the last ones end.
  private(set) var starts: [Int] = [0]
  private(set) var weights: [Float] = []

  init(
    _ axis: PixelMapping.Axis, targets: Range<Int>, size: Int, resampling: Resampling
  ) {
    let spans = targets.map { target -> (range: ClosedRange<Int>, weights: [Double]) in
      Self.taps(axis.centre(target), scale: abs(axis.scale), size: size, resampling)
    }
    let middles = targets.map { Self.holder(of: axis.centre($0), size: size) }
    let low = (spans.map(\.range.lowerBound) + middles).min() ?? 0
    let high = (spans.map(\.range.upperBound) + middles).max() ?? 0
    window = low..<high + 1
    nearest = middles.map { $0 - low }
    for span in spans {
      first.append(span.range.lowerBound - low)
      weights += span.weights.map(Float.init)
      starts.append(weights.count)
    }
  }

  static func holder(of position: Double, size: Int) -> Int {
    max(0, min(size - 1, Int((position + 1e-9).rounded(.down))))
  }

  /// Weights that sum to 1 of the source pixels around a position. Where a
  /// pixel is wider than a source pixel, the kernel is widened with it.
  static func taps(
    _ position: Double, scale: Double, size: Int, _ resampling: Resampling
  ) -> (range: ClosedRange<Int>, weights: [Double]) {
    let middle = holder(of: position, size: size)
    let width = max(1, scale)
    let reach = resampling == .average ? scale / 2 : (resampling == .cubic ? 2 : 1) * width
    let low = max(0, Int((position - reach - 1).rounded(.down)))
    let high = min(size - 1, Int((position + reach + 1).rounded(.up)))
    guard resampling != .nearest, low <= high else { return (middle...middle, [1]) }
    let raw = (low...high).map { index -> Double in
      let distance = abs(Double(index) + 0.5 - position)
      switch resampling {
      case .nearest: return 0
      case .bilinear: return max(0, 1 - distance / width)
      case .cubic: return cubic(distance / width)
      case .average:
        return max(
          0, min(Double(index + 1), position + reach) - max(Double(index), position - reach))
      }
    }
    let kept = raw.indices.filter { abs(raw[$0]) > 1e-9 }
    guard let start = kept.first, let end = kept.last else { return (middle...middle, [1]) }
    let sum = raw[start...end].reduce(0, +)
    return (low + start...low + end, raw[start...end].map { $0 / sum })
  }

  /// Catmull and Rom's kernel (a = -1/2).
  private static func cubic(_ t: Double) -> Double {
    if t < 1 { return 1 + t * t * (1.5 * t - 2.5) }
    return t < 2 ? 2 + t * (-4 + t * (2.5 - 0.5 * t)) : 0
  }
}

/// A part of a band as it is stored, with what counts in it.
struct NativePatch {
  let window: Window
  /// 0 where there is no data.
  var values: [Float]
  /// 1 where there is data, else 0.
  var weights: [Float]

  /// Fills `rows` x `columns` values: weighted means of the pixels that have
  /// data, so that fill values do not bleed; not a number where the pixel
  /// under the centre has none.
  func resample(
    columns: ResamplingTaps, rows: ResamplingTaps, into out: UnsafeMutablePointer<Float>,
    rowStride: Int
  ) {
    var sums = [Float](repeating: 0, count: window.width)
    var shares = sums
    for row in rows.nearest.indices {
      blend(rows, row, &sums, &shares)
      let middle = rows.nearest[row] * window.width
      for column in columns.nearest.indices {
        let under = middle + columns.nearest[column]
        out[row * rowStride + column] =
          weights[under] == 0
          ? .nan : mean(columns, column, sums, shares) ?? values[under]
      }
    }
  }

  /// The values as they are.
  func copy(into out: UnsafeMutablePointer<Float>, rowStride: Int) {
    for row in 0..<window.height {
      for column in 0..<window.width {
        out[row * rowStride + column] = values[row * window.width + column]
      }
    }
  }

  /// The pixels under the centres; not a number where they have no data.
  func pick(
    columns: ResamplingTaps, rows: ResamplingTaps, into out: UnsafeMutablePointer<Float>,
    rowStride: Int
  ) {
    for row in rows.nearest.indices {
      let middle = rows.nearest[row] * window.width
      for column in columns.nearest.indices {
        let under = middle + columns.nearest[column]
        out[row * rowStride + column] = weights[under] == 0 ? .nan : values[under]
      }
    }
  }

  /// The weighted sum of the rows that a row takes, column by column.
  private func blend(
    _ taps: ResamplingTaps, _ row: Int, _ sums: inout [Float], _ shares: inout [Float]
  ) {
    for column in sums.indices { (sums[column], shares[column]) = (0, 0) }
    for tap in taps.starts[row]..<taps.starts[row + 1] {
      let weight = taps.weights[tap]
      let start = (taps.first[row] + tap - taps.starts[row]) * window.width
      for column in sums.indices {
        sums[column] += weight * values[start + column]
        shares[column] += weight * weights[start + column]
      }
    }
  }

  /// Nil where hardly anything counts.
  private func mean(
    _ taps: ResamplingTaps, _ column: Int, _ sums: [Float], _ shares: [Float]
  ) -> Float? {
    var sum: Float = 0
    var share: Float = 0
    let start = taps.starts[column]
    for tap in start..<taps.starts[column + 1] {
      let at = taps.first[column] + tap - start
      sum += taps.weights[tap] * sums[at]
      share += taps.weights[tap] * shares[at]
    }
    return share > 0.05 ? sum / share : nil
  }
}

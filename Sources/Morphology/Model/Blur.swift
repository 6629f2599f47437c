import CKernels

/// Convolution with a point-spread function; 0 beyond the edges. Used by one
/// thread at a time.
final class Blur {
  private let width: Int
  private let height: Int
  /// Rows and columns of the function.
  private let down: Int
  private let across: Int
  private let parts: [CrossApproximation.Part]
  /// The plane with a margin of half the function above, below and beside.
  private var padded: [Double]
  /// Filtered along columns, with the margins beside.
  private var filtered: [Double]

  init(_ pointSpread: PointSpread, width: Int, height: Int) {
    self.width = width
    self.height = height
    (across, down) = (pointSpread.width, pointSpread.height)
    // Turned by half, so that taps run with the pixels.
    parts = CrossApproximation.parts(
      of: pointSpread.values.reversed(), width: across, tolerance: 1e-9)
    padded = Array(repeating: 0, count: (width + across - 1) * (height + down - 1))
    filtered = Array(repeating: 0, count: width + across - 1)
  }

  /// In place, on the plane that begins at `start`.
  func apply(to planes: inout [Double], at start: Int) {
    let stride = width + across - 1
    for y in 0..<height {
      let target = (y + down / 2) * stride + across / 2
      for x in 0..<width { padded[target + x] = planes[start + y * width + x] }
    }
    var line = [Double](repeating: 0, count: width)
    padded.withUnsafeBufferPointer { padded in
      guard let base = padded.baseAddress else { return }
      for y in 0..<height {
        let target = start + y * width
        for x in 0..<width { planes[target + x] = 0 }
        for part in parts {
          filter(base + y * stride, part, stride: stride, into: &line)
          for x in 0..<width { planes[target + x] += line[x] }
        }
      }
    }
  }

  /// One row, first along the columns, then along itself.
  private func filter(
    _ top: UnsafePointer<Double>, _ part: CrossApproximation.Part, stride: Int,
    into line: inout [Double]
  ) {
    let rows = (0..<down).map { Optional(top + $0 * stride) }
    fk_filter_row(stride, down, part.column, rows, &filtered)
    filtered.withUnsafeBufferPointer { filtered in
      guard let base = filtered.baseAddress else { return }
      let shifted = (0..<across).map { Optional(base + $0) }
      fk_filter_row(width, across, part.row, shifted, &line)
    }
  }
}

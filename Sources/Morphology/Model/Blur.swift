import CKernels

/// Convolution with a point-spread function; 0 beyond the edges. Used by one
/// thread at a time.
final class Blur {
  private var shape: fk_blur_shape
  /// One after another.
  private let columns: [Double]
  private let rows: [Double]
  /// The plane with a margin of half the function above, below and beside.
  private var padded: [Double]
  /// Room for two padded rows.
  private var lines: [Double]

  init(_ pointSpread: PointSpread, width: Int, height: Int) {
    // Turned by half, so that taps run with the pixels.
    let parts = CrossApproximation.parts(
      of: pointSpread.values.reversed(), width: pointSpread.width, tolerance: 1e-9)
    columns = parts.flatMap(\.column)
    rows = parts.flatMap(\.row)
    shape = fk_blur_shape(
      width: width, height: height, across: pointSpread.width, down: pointSpread.height,
      parts: parts.count, columns: nil, rows: nil)
    let stride = fk_blur_stride(&shape)
    padded = Array(repeating: 0, count: (height + pointSpread.height - 1) * stride)
    lines = Array(repeating: 0, count: 2 * stride)
  }

  /// In place, on the plane that begins at `start`.
  func apply(to planes: inout [Double], at start: Int) {
    columns.withUnsafeBufferPointer { columns in
      rows.withUnsafeBufferPointer { rows in
        planes.withUnsafeMutableBufferPointer { planes in
          guard let base = planes.baseAddress else { return }
          (shape.columns, shape.rows) = (columns.baseAddress, rows.baseAddress)
          fk_blur(&shape, &padded, &lines, base + start)
        }
      }
    }
  }
}

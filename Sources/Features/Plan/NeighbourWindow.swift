/// Mean and standard deviation of a band over the valid pixels of a square
/// window:
///
///     mean      = sum x / n
///     deviation = sqrt(max(0, sum x^2 / n - mean^2))
///
/// Where the window reaches over the edge of the region it is cut off. Sums
/// are Double, first down the columns, then along the row, in the order of
/// rows and columns: they depend on nothing but the pixels.
struct NeighbourWindow: Sendable {
  let band: Int
  let window: Int
  /// Planes of the target; nil for what nobody asked for.
  var mean: Int?
  var deviation: Int?

  var halo: Int { window / 2 }

  /// Sums down the columns of the window around one row.
  private struct Columns {
    var sums: [Double]
    var squares: [Double]
    var counts: [Int32]
  }

  func compute(row: Int, from source: PlanarRows, into target: PlanarRows) {
    let columns = columns(around: row, source)
    let start = target.start(ofRow: row)
    for column in 0..<source.width {
      let reach = max(0, column - halo)..<min(source.width, column + halo + 1)
      var (sum, squares, count) = (0.0, 0.0, Int32(0))
      for index in reach {
        sum += columns.sums[index]
        squares += columns.squares[index]
        count += columns.counts[index]
      }
      let average = sum / Double(max(1, count))
      if let mean { target.plane(mean)[start + column] = Float(average) }
      guard let deviation else { continue }
      let variance = squares / Double(max(1, count)) - average * average
      target.plane(deviation)[start + column] = Float(max(0, variance).squareRoot())
    }
  }

  private func columns(around row: Int, _ source: PlanarRows) -> Columns {
    let width = source.width
    var out = Columns(
      sums: [Double](repeating: 0, count: width), squares: [Double](repeating: 0, count: width),
      counts: [Int32](repeating: 0, count: width))
    let rows = (row - halo..<row + halo + 1).clamped(to: source.rows)
    for other in rows {
      let start = source.start(ofRow: other)
      let values = source.plane(band) + start
      let valid = source.valid + start
      // The values of invalid pixels are 0.
      for column in 0..<width {
        let value = Double(values[column])
        out.sums[column] += value
        out.squares[column] += value * value
        out.counts[column] += Int32(valid[column])
      }
    }
    return out
  }
}

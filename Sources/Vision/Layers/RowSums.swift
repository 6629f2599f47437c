internal import CKernels

/// Means over the pixels of an image.
enum RowSums {
  /// The mean of every channel over dense rows.
  static func mean(rows: Int, _ x: UnsafePointer<Float>, _ channels: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: channels)
    fk_column_sums(rows, channels, 0, x, channels, &sums)
    return sums.map { $0 / Float(rows) }
  }

  /// The means of the first `count` channels, then their standard deviations.
  static func moments(
    rows: Int, _ x: UnsafePointer<Float>, _ channels: Int, count: Int
  ) -> [Float] {
    let mean = mean(rows: rows, x, channels)
    let deviations = (0..<count).map { channel in
      var sum = 0.0
      for row in 0..<rows {
        let from = Double(x[row * channels + channel] - mean[channel])
        sum += from * from
      }
      return Float((sum / Double(rows)).squareRoot())
    }
    return mean.prefix(count) + deviations
  }
}

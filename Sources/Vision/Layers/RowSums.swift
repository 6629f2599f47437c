internal import CKernels

/// Means over the pixels of an image.
enum RowSums {
  /// The mean of every channel over dense rows.
  static func mean(rows: Int, _ x: UnsafePointer<Float>, _ channels: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: channels)
    fk_column_sums(rows, channels, 0, x, channels, &sums)
    return sums.map { $0 / Float(rows) }
  }
}

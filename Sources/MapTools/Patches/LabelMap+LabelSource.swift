import Patches
import RasterIO
import Rasters

extension LabelMap: LabelSource {
  /// The most that a label may be: what does not fit is read as one more.
  static let highestLabel = Int(UInt16.max) - 1

  /// Lets GDAL keep two rows of blocks, and not much more.
  package func limitBlockCache() {
    let band = dataset.bands[0]
    let blockRow = (grid.width + band.blockWidth) * band.blockHeight * band.type.byteCount
    GDAL.limitBlockCache(to: min(max(32 << 20, 2 * blockRow), 256 << 20))
  }

  package func read(_ rows: Range<Int>, into buffer: UnsafeMutablePointer<UInt16>) throws {
    let window = Window(column: 0, row: rows.lowerBound, width: grid.width, height: rows.count)
    guard isUnsigned else {
      let labels = try labels(in: window, width: grid.width, height: rows.count)
      return labels.withUnsafeBufferPointer { labels in
        if let base = labels.baseAddress { buffer.update(from: base, count: labels.count) }
      }
    }
    try dataset.readLabels(
      source: .init(window), width: grid.width, height: rows.count, into: buffer)
    for index in 0..<window.pixelCount {
      if noData != 0, Int(buffer[index]) == noData { buffer[index] = 0 }
      guard buffer[index] <= Self.highestLabel else {
        throw Failure(
          "'\(dataset.path)' holds values above \(Self.highestLabel); units are smaller numbers")
      }
    }
  }
}

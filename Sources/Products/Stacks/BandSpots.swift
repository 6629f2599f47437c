import RasterIO
import Rasters

/// A few small spots of bands, however large a raster is.
struct BandSpots {
  static let side = 16

  /// Smallest and largest value seen; NaN is none.
  struct Spread {
    var low = Float.infinity
    var high = -Float.infinity
    var isConstant: Bool { high <= low }

    mutating func take(_ value: Float) {
      low = min(low, value.isNaN ? low : value)
      high = max(high, value.isNaN ? high : value)
    }
  }

  private static let places: [(Double, Double)] = [
    (0.5, 0.5), (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75),
  ]

  /// Of every band, over the pixels inside the image: those where any band has data other
  /// than 0.
  private(set) var spread: [Spread]
  private(set) var pixels = 0

  init(_ numbers: [Int], in dataset: RasterDataset) throws {
    spread = [Spread](repeating: Spread(), count: numbers.count)
    for place in Self.places {
      let (values, size) = try Self.read(place, numbers, in: dataset)
      take(values, size)
    }
  }

  private mutating func take(_ values: [Float], _ size: Int) {
    var inside = [Bool](repeating: false, count: size)
    for band in spread.indices {
      for pixel in 0..<size where Self.isContent(values[band * size + pixel]) {
        inside[pixel] = true
      }
    }
    for band in spread.indices {
      for pixel in 0..<size where inside[pixel] { spread[band].take(values[band * size + pixel]) }
    }
    pixels += inside.count { $0 }
  }

  static func isContent(_ value: Float) -> Bool { value.isFinite && value != 0 }

  /// A spot of some bands as planes, and its number of pixels. `place` is in shares of the width
  /// and the height.
  static func read(
    _ place: (Double, Double), _ numbers: [Int], in dataset: RasterDataset
  ) throws -> (values: [Float], size: Int) {
    let (width, height) = (min(side, dataset.width), min(side, dataset.height))
    let column = Int(place.0 * Double(dataset.width - width))
    let row = Int(place.1 * Double(dataset.height - height))
    var values = [Float](repeating: 0, count: width * height * numbers.count)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try dataset.readValues(
        bands: numbers, window: Window(column: column, row: row, width: width, height: height),
        into: base)
    }
    return (values, width * height)
  }
}

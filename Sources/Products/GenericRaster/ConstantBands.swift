import RasterIO
import Rasters

/// Finds bands that hold one value all over the image, from a few small
/// spots: at most 5 of 16x16 pixels of every band and 25 of those that are
/// in doubt, however large the raster is.
enum ConstantBands {
  private static let side = 16
  /// Fewer pixels inside the image say nothing.
  private static let fewestPixels = 64

  private static let first: [(Double, Double)] = [
    (0.5, 0.5), (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75),
  ]

  private static let steps = [0.1, 0.3, 0.5, 0.7, 0.9]

  private static let second: [(Double, Double)] = steps.flatMap { row in
    steps.map { column in (column, row) }
  }

  /// Numbers of constant bands; none where the file cannot be read, which
  /// shows when it is used.
  static func find(in contents: GenericContents) -> [Int] {
    guard let dataset = try? RasterDataset(path: contents.file.absolute) else { return [] }
    return (try? find(contents.numbers, in: dataset)) ?? []
  }

  static func find(_ numbers: [Int], in dataset: RasterDataset) throws -> [Int] {
    var spread = [Spread](repeating: Spread(), count: numbers.count)
    var pixels = 0
    for place in first {
      pixels += try look(at: place, numbers, in: dataset, &spread)
    }
    let doubtful = numbers.indices.filter { spread[$0].isConstant }
    guard pixels >= fewestPixels, doubtful.count < numbers.count else { return [] }
    return try doubtful.filter { index in
      try isConstant(numbers[index], spread[index], in: dataset)
    }.map { numbers[$0] }
  }

  /// Smallest and largest value seen; NaN is none.
  private struct Spread {
    var low = Float.infinity
    var high = -Float.infinity
    var isConstant: Bool { high <= low }

    mutating func take(_ value: Float) {
      low = min(low, value.isNaN ? low : value)
      high = max(high, value.isNaN ? high : value)
    }
  }

  /// Takes in the pixels of a spot that are inside the image: those where any
  /// band has data other than 0. Returns how many.
  private static func look(
    at place: (Double, Double), _ numbers: [Int], in dataset: RasterDataset,
    _ spread: inout [Spread]
  ) throws -> Int {
    let (values, size) = try read(place, numbers, in: dataset)
    var inside = [Bool](repeating: false, count: size)
    for band in numbers.indices {
      for pixel in 0..<size where isContent(values[band * size + pixel]) {
        inside[pixel] = true
      }
    }
    for band in numbers.indices {
      for pixel in 0..<size where inside[pixel] { spread[band].take(values[band * size + pixel]) }
    }
    return inside.count { $0 }
  }

  private static func isContent(_ value: Float) -> Bool { value.isFinite && value != 0 }

  /// Whether the rest of the image agrees; 0 and fill may be its border.
  private static func isConstant(
    _ number: Int, _ spread: Spread, in dataset: RasterDataset
  ) throws -> Bool {
    for place in second {
      let (values, _) = try read(place, [number], in: dataset)
      if values.contains(where: { isContent($0) && $0 != spread.low }) { return false }
    }
    return true
  }

  /// A spot of some bands as planes, and its number of pixels.
  private static func read(
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

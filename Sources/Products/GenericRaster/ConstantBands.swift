import RasterIO

/// Finds bands that hold one value all over the image, from a few small
/// spots: at most 5 of 16x16 pixels of every band and 25 of those that are
/// in doubt, however large the raster is.
enum ConstantBands {
  /// Fewer pixels inside the image say nothing.
  private static let fewestPixels = 64

  private static let steps = [0.1, 0.3, 0.5, 0.7, 0.9]

  private static let further: [(Double, Double)] = steps.flatMap { row in
    steps.map { column in (column, row) }
  }

  /// Numbers of constant bands; none where the file cannot be read, which
  /// shows when it is used.
  static func find(in contents: GenericContents) -> [Int] {
    guard let dataset = try? RasterDataset(path: contents.file.absolute),
      let spots = try? BandSpots(contents.numbers, in: dataset)
    else { return [] }
    return (try? find(contents.numbers, spots, in: dataset)) ?? []
  }

  /// Those of `numbers`, of which `spots` have been read, that are constant.
  static func find(_ numbers: [Int], _ spots: BandSpots, in dataset: RasterDataset) throws -> [Int]
  {
    let doubtful = numbers.indices.filter { spots.spread[$0].isConstant }
    guard spots.pixels >= fewestPixels, doubtful.count < numbers.count else { return [] }
    return try doubtful.filter { index in
      try isConstant(numbers[index], spots.spread[index], in: dataset)
    }.map { numbers[$0] }
  }

  /// Whether the rest of the image agrees; 0 and fill may be its border.
  private static func isConstant(
    _ number: Int, _ spread: BandSpots.Spread, in dataset: RasterDataset
  ) throws -> Bool {
    for place in further {
      let (values, _) = try BandSpots.read(place, [number], in: dataset)
      if values.contains(where: { BandSpots.isContent($0) && $0 != spread.low }) { return false }
    }
    return true
  }
}

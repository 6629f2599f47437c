import RasterIO
import Rasters

/// Looks at the bands of plain rasters: a few small spots of each.
struct StackReading {
  let contents: [GenericContents]
  let request: ProductRequest

  /// Nil where nothing is known of them. Changes the bands where something is.
  func recognised(_ bands: inout [BandDeclaration]) throws -> StackRecognition? {
    guard bands.count < Hyperspectral.fewestBands else { return nil }
    guard let entries = entries(bands) else { return nil }
    for (index, entry) in entries.enumerated() where entry.declaration.leftOut != nil {
      bands[index].leftOut = entry.declaration.leftOut
    }
    let found = try StackRecognition(
      entries, files: contents.map(\.file.stem), request: request.stack)
    if let found { bands = contents.count > 1 ? found.bands.map(Self.asked) : found.bands }
    return found
  }

  /// Who names the file of a band wants it.
  private static func asked(_ band: BandDeclaration) -> BandDeclaration {
    var band = band
    if band.leftOut?.hasPrefix("flags") != true { band.leftOut = nil }
    return band
  }

  /// Nil where a file cannot be read, which shows when it is used.
  private func entries(_ bands: [BandDeclaration]) -> [StackRecognition.Entry]? {
    var out: [StackRecognition.Entry] = []
    for file in contents {
      guard let dataset = try? RasterDataset(path: file.file.absolute),
        let spots = try? BandSpots(file.numbers, in: dataset)
      else { return nil }
      let isAlone = contents.count == 1
      let constant =
        isAlone ? Set((try? ConstantBands.find(file.numbers, spots, in: dataset)) ?? []) : []
      for (index, number) in file.numbers.enumerated() where out.count < bands.count {
        var band = bands[out.count]
        if constant.contains(number), band.leftOut == nil {
          band.leftOut = "holds one value: used only when named"
        }
        out.append(
          StackRecognition.Entry(
            declaration: band,
            words: words(file.bands[number - 1], file, isAlone: isAlone, name: band.name),
            facts: file.bands[number - 1], spread: spots.spread[index]))
      }
    }
    return out
  }

  private func words(
    _ band: RasterDataset.Band, _ file: GenericContents, isAlone: Bool, name: String
  ) -> [String] {
    let given = request.bandNames == nil ? [] : [name]
    return (given + [band.name] + (isAlone ? [] : [file.file.stem])).filter { !$0.isEmpty }
  }
}

import RasterIO
import Rasters

/// A file of several rasters (netCDF, HDF): the ones that are named as bands
/// are opened.
struct GenericContainer {
  let file: LocalPath
  let parts: [Subdataset]

  func scene(for request: ProductRequest) throws -> ProductScene {
    guard request.bandNames == nil else {
      throw Failure.usage("'\(file.typed)' names its own bands; choose among them")
    }
    let used = try request.bands.map(chosen) ?? []
    let opened = try used.map { ($0, try RasterDataset(path: $0.path)) }
    let isScaled = opened.contains { $1.bands.contains { $0.scale != 1 || $0.offset != 0 } }
    return ProductScene(
      name: file.stem, product: "raster", level: ProductScene.level(isScaled: isScaled),
      bands: try opened.map { try declare($0, $1, noData: request.noData) },
      files: [file.absolute], parts: used.isEmpty ? parts.map(\.name) : [])
  }

  private func chosen(_ words: [String]) throws -> [Subdataset] {
    try words.map { word in
      let hits = parts.filter { $0.name.lowercased() == word.trimmingSpaces.lowercased() }
      guard let part = hits.first else {
        let names = parts.map(\.name)
        let list = names.prefix(40).joined(separator: ", ")
        throw Failure.usage(
          "'\(file.typed)' has no raster '\(word)'\(DidYouMean.hint(for: word, among: names)); "
            + "it has: \(list)")
      }
      return part
    }
  }

  private func declare(
    _ part: Subdataset, _ dataset: RasterDataset, noData: Double?
  ) throws -> BandDeclaration {
    guard dataset.bandCount == 1 else {
      throw Failure(
        "'\(part.name)' in '\(file.typed)' has \(dataset.bandCount) layers; extract the one to "
          + "use with gdal_translate -b")
    }
    return BandDeclaration(
      name: part.name, label: part.name, path: part.path,
      shown: "'\(part.name)' in '\(file.typed)'", scaling: .tags,
      noData: noData.map { [$0] } ?? [], keepsFileNoData: noData == nil, file: file.absolute)
  }
}

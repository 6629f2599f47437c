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
    return ProductScene(
      name: file.stem, product: "raster", level: "digital-number",
      bands: try used.flatMap { try declare($0, noData: request.noData) },
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

  private func declare(_ part: Subdataset, noData: Double?) throws -> [BandDeclaration] {
    let dataset = try RasterDataset(path: part.path)
    guard dataset.bandCount == 1 else {
      throw Failure(
        "'\(part.name)' in '\(file.typed)' has \(dataset.bandCount) layers; extract the one to "
          + "use with gdal_translate -b")
    }
    return [
      BandDeclaration(
        name: part.name, label: part.name, path: part.path,
        shown: "'\(part.name)' in '\(file.typed)'", scaling: .tags,
        noData: noData.map { [$0] } ?? [], keepsFileNoData: noData == nil, file: file.absolute)
    ]
  }
}

package import RasterIO
import Rasters

/// A digital elevation model as an input: heights, and what is computed of
/// them on their own grid.
package struct TerrainModel: Sendable, Equatable {
  /// What may be asked for, in the order in which it is there by default.
  package static let features = ["elevation"] + TerrainDerivative.Kind.allCases.map(\.rawValue)

  package let path: String
  /// The ``features`` that are derived.
  package let derive: [String]
  /// A stored value that means "no data", instead of the file's.
  package let noData: Double?

  package init(path: String, derive: [String] = TerrainModel.features, noData: Double? = nil) {
    self.path = path
    self.derive = derive
    self.noData = noData
  }

  /// As bands, checked without reading a pixel. `beside` are features for
  /// masks only.
  package func stack(beside: [String] = []) throws -> BandStack {
    let file = try LocalPath.file(path)
    let dataset = try RasterDataset(path: file.absolute)
    guard let facts = dataset.bands.first, dataset.bandCount == 1 else {
      throw Failure(
        "'\(file.typed)' has \(dataset.bandCount) bands; a terrain model needs a raster of one "
          + "band, heights in metres")
    }
    guard facts.type != .complex else {
      throw Failure("'\(file.typed)' holds complex values, no heights")
    }
    let grid = dataset.grid
    guard grid.transform != nil else {
      throw Failure("the terrain model '\(file.typed)' has no place on the ground")
    }
    let wanted = derive + beside
    guard grid.pixelMetres != nil || !wanted.contains("slope") else {
      throw Failure(
        "the size of the pixels of '\(file.typed)' in metres is not known, which a slope needs; "
          + "give it a reference system (gdal_edit.py -a_srs)")
    }
    let bands = wanted.map { feature in
      band(feature, file.absolute, facts, grid, hasMask: dataset.hasMaskBand(1))
    }
    return BandStack(
      name: file.stem, product: "terrain model", level: "terrain", grid: grid,
      bands: Array(bands.prefix(derive.count)), maskBands: Array(bands.dropFirst(derive.count)),
      notes: notes(grid, wanted), files: [file.absolute])
  }

  /// Everything that it could have, for choosing among it.
  package static func declared(title: String) -> DeclaredBands {
    DeclaredBands(
      title: title, sensor: "",
      list: features.map {
        .init(
          name: $0, label: $0, wavelength: nil, quantity: Quantity(rawValue: $0) ?? .elevation)
      })
  }

  private func band(
    _ feature: String, _ path: String, _ facts: RasterDataset.Band, _ grid: Grid, hasMask: Bool
  ) -> BandSource {
    let derivative = TerrainDerivative.Kind(rawValue: feature)
    var band = BandSource(
      name: feature, label: feature, path: path, grid: grid,
      calibration: derivative == nil
        ? .linear(gain: facts.scale, offset: facts.offset) : .identity,
      noData: noData.map { [$0] } ?? [facts.noData].compactMap(\.self) + facts.missing,
      quantity: Quantity(rawValue: feature) ?? .elevation, blockWidth: facts.blockWidth,
      blockHeight: facts.blockHeight, type: facts.type, hasMaskBand: hasMask)
    if noData == nil { band.wholeNoData = [facts.wholeNoData].compactMap(\.self) }
    band.validRange = facts.validRange
    band.terrain = derivative.map { TerrainDerivative($0, gain: facts.scale, on: grid) }
    return band
  }

  private func notes(_ grid: Grid, _ wanted: [String]) -> [String] {
    let methods = [
      wanted.contains("slope") ? "slope (Horn 1981, degrees)" : nil,
      wanted.contains("roughness") ? "roughness (Wilson et al. 2007, range of 3x3, metres)" : nil,
    ].compactMap(\.self)
    guard !methods.isEmpty else { return [] }
    let size = grid.pixelMetres.map { " of \(InputWords.metres($0))" } ?? ""
    return ["\(methods.joined(separator: " and ")) computed on the model's own grid\(size)"]
  }
}

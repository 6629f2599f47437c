package import RasterIO
package import Rasters

/// A scene's files as people look at them before they use them.
package struct ProductDescription: Sendable {
  package struct Band: Sendable {
    package var name: String
    package var label: String
    /// Micrometres.
    package var wavelength: Double?
    package var quantity: Quantity
    /// "2e-05 DN - 0.1"
    package var scaling: String
    package var noData: [Double]
    package var type: SampleType?
    /// What the file says of the values that a run honours.
    package var values: RasterDataset.Band?
    package var validRange: ClosedRange<Double>?
    /// Nil where the file cannot be opened; `remark` says why.
    package var grid: Grid?
    package var isUsed: Bool
    /// Why it is not used unless it is named, or what is wrong with it.
    package var remark: String?
    package var path: String
  }

  package struct Mask: Sendable {
    package var name: String
    /// "QA_PIXEL bit 3"
    package var meaning: String
    package var isDefault: Bool
    package var path: String
  }

  package var name: String
  /// "Landsat 8 C2 L1TP", or "raster".
  package var product: String
  package var level: String
  package var sensor: String
  package var acquired: String?
  /// The grid of the bands that would be used; nil where they cannot be.
  package var grid: Grid?
  package var bands: [Band]
  /// Bands that the product lists and that are not there.
  package var missing: [String]
  package var masks: [Mask]
  /// Parts of a container that has no bands of its own; naming some of them
  /// as bands opens them.
  package var parts: [String]
  package var notes: [String]
}

extension StackAssembly {
  /// Every band is looked at; one that cannot be read is listed with the
  /// reason.
  func description(for request: ProductRequest) -> ProductDescription {
    var notes = scene.notes
    var grid: Grid?
    if scene.parts.isEmpty {
      do {
        let stack = try stack(for: request)
        (grid, notes) = (stack.grid, stack.notes)
      } catch {
        notes.append("cannot be used as it is: \(error)")
      }
    }
    return ProductDescription(
      name: scene.name, product: scene.product, level: scene.level, sensor: scene.sensor,
      acquired: scene.acquired, grid: grid, bands: scene.bands.map(describe),
      missing: scene.missing, masks: masks, parts: scene.parts, notes: notes)
  }

  private var masks: [ProductDescription.Mask] {
    scene.quality.flatMap { layer in
      layer.tests.map {
        .init(name: $0.name, meaning: $0.meaning, isDefault: $0.isDefault, path: layer.path)
      }
    }
  }

  private func values(_ band: BandDeclaration) throws -> RasterDataset.Band {
    try files.dataset(band.path, local: band.file).bands[band.band - 1]
  }

  private func describe(_ band: BandDeclaration) -> ProductDescription.Band {
    var out = ProductDescription.Band(
      name: band.name, label: band.label, wavelength: band.wavelength, quantity: band.quantity,
      scaling: "", noData: band.noData, isUsed: band.leftOut == nil, remark: band.leftOut,
      path: band.path)
    guard band.refusal == nil else {
      out.noData = []
      return out
    }
    do {
      let source = try open(band).source
      out.wavelength = source.wavelength
      out.scaling = "\(source.calibration)"
      out.noData = source.noData
      (out.type, out.grid) = (source.type, source.grid)
      (out.values, out.validRange) = (try values(band), source.validRange)
    } catch {
      (out.isUsed, out.remark) = (false, "\(error)")
    }
    return out
  }
}

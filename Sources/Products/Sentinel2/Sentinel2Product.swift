import Foundation
import RasterIO
import Rasters

/// Sentinel-2 products of Level-1C and Level-2A: a .SAFE folder, an archive
/// of one, or its MTD_MSIL*.xml.
struct Sentinel2Product: Product {
  static let title = "Sentinel-2"

  let files: Sentinel2Files
  let metadata: Sentinel2Metadata

  static func recognise(_ location: ProductLocation) throws -> Sentinel2Product? {
    guard let mtd = try Sentinel2Discovery.metadataFile(location) else { return nil }
    let shown = location.shown(mtd)
    let bytes: [UInt8]
    do {
      bytes = try location.read(mtd, limit: Sentinel2Metadata.largestFile)
    } catch {
      throw Failure("\(shown) cannot be read: \(error)")
    }
    return Sentinel2Product(
      files: Sentinel2Files(location: location, mtd: mtd),
      metadata: try Sentinel2Metadata(bytes, shown: shown))
  }

  func scene(for request: ProductRequest) throws -> ProductScene {
    let calibration = try Sentinel2Calibration(metadata, folder: files.folderName)
    let granule = try metadata.granule()
    let images = try Sentinel2Images(metadata, files: files)
    guard !images.present.isEmpty else {
      throw Failure("none of the images that \(metadata.shown) lists is there")
    }
    let masks = try Sentinel2Masks(metadata, granule: granule, files: files)
    let placement = Sentinel2Placement(
      location: files.location, file: try files.find(granule + "/MTD_TL.xml"))
    return ProductScene(
      name: name, product: title, level: metadata.level.quantity,
      sensor: "\(metadata.satellite) MSI", acquired: metadata.acquired,
      bands: images.present.map { declare($0.band, $0.file, calibration, request) },
      missing: images.missing.map { "\($0.name) (\($0.label))" }, incomplete: images.incomplete,
      quality: masks.layers, unavailable: masks.unavailable,
      notes: images.notes + masks.notes, files: [files.location.localFile(of: files.mtd)],
      place: { grid, _, shown in try placement.place(grid, shown: shown) })
  }

  private var name: String {
    let folder = files.folderName
    let cut = folder.lowercased().range(of: ".safe").map { String(folder[..<$0.lowerBound]) }
    return metadata.name.isEmpty ? cut ?? folder : metadata.name
  }

  private var title: String {
    [metadata.satellite, metadata.level.rawValue, Sentinel2Baseline.title(metadata)]
      .compactMap(\.self).joined(separator: " ")
  }

  private func declare(
    _ band: Sentinel2Band, _ file: String, _ calibration: Sentinel2Calibration,
    _ request: ProductRequest
  ) -> BandDeclaration {
    let location = files.location
    return BandDeclaration(
      name: band.name, label: band.label, aliases: band.aliases, path: location.path(of: file),
      shown: location.shown(file), scaling: calibration.scaling(of: band),
      quantity: .reflectance, wavelength: metadata.wavelengths[band.id] ?? band.wavelength,
      noData: unique(Sentinel2Band.specialValues + (request.noData.map { [$0] } ?? [])),
      leftOut: band.kind.leftOut, file: location.localFile(of: file))
  }
}

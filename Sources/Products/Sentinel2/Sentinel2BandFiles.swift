import RasterIO
import Rasters

/// Band files of Sentinel-2 in a folder or archive without metadata, known
/// by their names alone: "T46RER_20210908T042701_B04.jp2", "s2_B04.tif".
struct Sentinel2BandFiles: Product {
  static let title = "Sentinel-2 band files"

  private struct File {
    var path: String
    var name: Sentinel2ImageName
  }

  private let location: ProductLocation
  private let files: [File]

  static func recognise(_ location: ProductLocation) throws -> Sentinel2BandFiles? {
    guard location.kind != .file else { return nil }
    let files = location.names.compactMap(file)
    guard files.contains(where: { isTelling($0.name.label) }) else { return nil }
    try checkOneScene(files, location)
    return Sentinel2BandFiles(location: location, files: files)
  }

  private static func file(_ path: String) -> File? {
    let words = (path.split(separator: "/").last ?? "").split(separator: ".")
    guard words.count == 2, ["jp2", "tif", "tiff"].contains(words[1].lowercased()) else {
      return nil
    }
    return Sentinel2ImageName(stem: String(words[0])).map { File(path: path, name: $0) }
  }

  /// Other satellites have bands B10, B11 and B12, but no B04 or B8A.
  private static func isTelling(_ label: String) -> Bool {
    label.hasPrefix("B0") || label == "B8A"
  }

  private static func checkOneScene(_ files: [File], _ location: ProductLocation) throws {
    let scenes = unique(files.map(\.name.scene))
    guard scenes.count > 1 else { return }
    throw Failure(
      "'\(location.given.typed)' holds Sentinel-2 bands of \(scenes.count) scenes "
        + "(\(scenes.prefix(6).joined(separator: ", "))); name the band files of one")
  }

  func scene(for request: ProductRequest) throws -> ProductScene {
    let found = bands
    let isScaled = found.contains { Self.facts(location.path(of: $0.file.path))?.isScaled == true }
    let masks = self.masks
    return ProductScene(
      name: name, product: Self.title, level: ProductScene.level(isScaled: isScaled),
      sensor: "Sentinel-2 MSI", bands: found.map { declare($0.band, $0.file, request) },
      quality: masks,
      notes: isScaled ? [] : [Self.unscaled],
      files: found.map { location.localFile(of: $0.file.path) })
  }

  private static let unscaled =
    "no MTD_MSIL1C.xml or MTD_MSIL2A.xml, so neither offset nor quantification is known: the "
    + "numbers are used as they are; name the .SAFE folder for reflectance"

  private var name: String {
    let scene = files.first?.name.scene ?? ""
    return scene.isEmpty ? location.given.stem : scene
  }

  /// Every band once, of its own pixel size where there are several.
  private var bands: [(band: Sentinel2Band, file: File)] {
    Sentinel2Band.all.compactMap { band in
      let all = files.filter { $0.name.label == band.label }
      let sized = band.resolutions.lazy.compactMap { size in
        all.first { ($0.name.resolution ?? band.resolution) == size }
      }
      return sized.first.map { (band, $0) }
    }
  }

  /// Type and scaling by the file's own tags; nil where it cannot be opened,
  /// which is said when it is used.
  private static func facts(_ path: String) -> (isScaled: Bool, type: SampleType)? {
    guard let band = (try? RasterDataset(path: path))?.bands.first else { return nil }
    return (band.scale != 1 || band.offset != 0, band.type)
  }

  private func declare(
    _ band: Sentinel2Band, _ file: File, _ request: ProductRequest
  ) -> BandDeclaration {
    let path = location.path(of: file.path)
    let special = Self.facts(path)?.type == .uint16 ? Sentinel2Band.specialValues : []
    return BandDeclaration(
      name: band.name, label: band.label, aliases: band.aliases, path: path,
      shown: location.shown(file.path), scaling: .tags, wavelength: band.wavelength,
      noData: unique(special + (request.noData.map { [$0] } ?? [])), leftOut: band.kind.leftOut,
      file: location.localFile(of: file.path))
  }

  /// The scene classification, else QA60.
  private var masks: [QualityDeclaration] {
    let tables = [("SCL", Sentinel2Quality.sceneClasses), ("QA60", Sentinel2Quality.qa60)]
    for (label, tests) in tables {
      guard let file = files.first(where: { $0.name.label == label }) else { continue }
      return [
        QualityDeclaration(
          path: location.path(of: file.path), shown: location.shown(file.path), tests: tests,
          file: location.localFile(of: file.path))
      ]
    }
    return []
  }
}

import Foundation
import RasterIO
import Rasters

/// Landsat scenes as USGS distributes them: a folder or archive with an MTL
/// file and one TIFF a band.
struct LandsatProduct: Product {
  static let title = "Landsat 1-9"

  let location: ProductLocation
  /// The MTL's name at the location.
  let mtl: String
  let metadata: LandsatMetadata

  static func recognise(_ location: ProductLocation) throws -> LandsatProduct? {
    guard let mtl = try metadataFile(location) else { return nil }
    let shown = location.shown(mtl)
    let bytes: [UInt8]
    do {
      bytes = try location.read(mtl, limit: ODLText.largestFile)
    } catch {
      throw Failure("\(shown) cannot be read as an MTL: \(error)")
    }
    let metadata = try LandsatMetadata(ODLText(bytes, named: mtl, shown: shown))
    return LandsatProduct(location: location, mtl: mtl, metadata: metadata)
  }

  /// The forms in which USGS writes an MTL; they say the same, and the first
  /// one that is there is read.
  private static let endings = [".txt", ".json", ".xml"]

  private static func isMetadata(_ name: String, _ ending: String) -> Bool {
    let lower = name.lowercased()
    return ["_mtl", "/mtl"].contains { lower.hasSuffix($0 + ending) } || lower == "mtl" + ending
  }

  /// The one MTL of a place; nil where there is none.
  private static func metadataFile(_ location: ProductLocation) throws -> String? {
    if location.kind == .file {
      let name = location.fileName
      return endings.contains { isMetadata(name, $0) } ? name : nil
    }
    let found =
      endings.lazy.map { ending in location.names.filter { isMetadata($0, ending) } }
      .first { !$0.isEmpty } ?? []
    guard found.count > 1 else {
      if found.isEmpty, location.names.contains(where: isBand) { throw noMetadata(location) }
      return found.first
    }
    let list = found.prefix(10).joined(separator: ", ")
    let mend = location.kind == .folder ? "name one of these files" : "unpack it and name one"
    throw Failure(
      "'\(location.given.typed)' holds \(found.count) Landsat products; \(mend): \(list)")
  }

  /// "LC08_…_B4.TIF", "LT5…_B3.tif".
  private static func isBand(_ name: String) -> Bool {
    let file = (name.split(separator: "/").last ?? "").uppercased()
    let start = file.dropFirst()
    return file.hasPrefix("L") && start.first.map { "COTEM".contains($0) } == true
      && start.dropFirst().first?.isNumber == true && file.contains("_B")
      && (file.hasSuffix(".TIF") || file.hasSuffix(".TIFF"))
  }

  private static func noMetadata(_ location: ProductLocation) -> Failure {
    Failure(
      "'\(location.given.typed)' holds Landsat bands but no *_MTL.txt, .json or .xml, which says how to scale "
        + "and place them; add it, or name the band files one by one")
  }

  func scene(for request: ProductRequest) throws -> ProductScene {
    let calibration = try LandsatCalibration(metadata)
    let found = bands(calibration, request)
    guard !found.present.isEmpty else {
      throw Failure("none of the bands that \(location.shown(mtl)) lists is there")
    }
    let quality = self.quality()
    let placement = LandsatPlacement(metadata: metadata)
    return ProductScene(
      name: metadata.name, product: metadata.title, level: calibration.method.level,
      sensor: "Landsat \(metadata.satellite) \(metadata.sensor.title)",
      acquired: metadata.acquired, bands: found.present, missing: found.missing,
      quality: quality.layers, unavailable: quality.unavailable,
      notes: calibration.notes + missingNotes(found.missing) + quality.notes + archiveNotes,
      files: [location.localFile(of: mtl)],
      place: { try placement.place($0, $1, $2) })
  }

  private func missingNotes(_ missing: [String]) -> [String] {
    missing.isEmpty
      ? [] : ["listed by the MTL but not there: \(missing.joined(separator: ", "))"]
  }

  /// Bytes of a compressed archive from which on unpacking pays.
  private static let largeArchive = 200_000_000

  private var archiveNotes: [String] {
    guard location.kind == .archive, !location.root.hasSuffix(".tar}"),
      location.given.byteCount > Self.largeArchive
    else { return [] }
    return ["read in place from a compressed archive: unpacking it first makes reading faster"]
  }

  /// The part of file names that all files of the product share.
  private var prefix: String {
    let name = mtl.split(separator: "/").last.map(String.init) ?? mtl
    let mark = name.range(of: "_MTL.", options: [.backwards, .caseInsensitive])
    return mark.map { String(name[..<$0.lowerBound]) + "_" } ?? ""
  }

  /// A file by the MTL's name for it, else by the usual one.
  private func find(_ listed: String?, suffix: String) -> String? {
    listed.flatMap { location.find($0, beside: mtl) }
      ?? location.find("\(prefix)\(suffix).TIF", beside: mtl)
  }

  private func bands(
    _ calibration: LandsatCalibration, _ request: ProductRequest
  ) -> (present: [BandDeclaration], missing: [String]) {
    var present: [BandDeclaration] = []
    var missing: [String] = []
    for band in metadata.sensor.bands where band.isInLevel2 || !metadata.isLevel2 {
      let listed = metadata.fileName(of: band)
      if let file = find(listed, suffix: suffix(of: band)) {
        present.append(declare(band, file, calibration, request))
      } else if listed != nil {
        missing.append("\(band.name) (\(band.label))")
      }
    }
    return (present, missing)
  }

  private func suffix(of band: LandsatBand) -> String {
    guard metadata.isLevel2 else { return band.label }
    return (band.kind == .thermal ? "ST_" : "SR_") + band.label
  }

  private func declare(
    _ band: LandsatBand, _ file: String, _ calibration: LandsatCalibration,
    _ request: ProductRequest
  ) -> BandDeclaration {
    let (scaling, quantity) = calibration.scaling(of: band)
    return BandDeclaration(
      name: band.name, label: band.label, aliases: [band.key], path: location.path(of: file),
      shown: location.shown(file), scaling: scaling, quantity: quantity,
      wavelength: band.wavelength, noData: unique([0] + (request.noData.map { [$0] } ?? [])),
      isThermal: band.kind == .thermal, leftOut: band.kind.leftOut,
      file: location.localFile(of: file), placement: LandsatPlacement.kind(of: band))
  }

  private func quality() -> (
    layers: [QualityDeclaration], unavailable: [String: String], notes: [String]
  ) {
    var layers: [QualityDeclaration] = []
    var unavailable: [String: String] = [:]
    for layer in LandsatQuality.layers(for: metadata) {
      if let file = find(metadata.fileName(layer.keys), suffix: layer.suffix) {
        layers.append(
          QualityDeclaration(
            path: location.path(of: file), shown: location.shown(file), tests: layer.tests,
            file: location.localFile(of: file), placement: "REFLECTIVE"))
      } else {
        for test in layer.tests { unavailable[test.name] = "it has no \(layer.suffix) file" }
      }
    }
    let hasClouds = layers.contains { $0.tests.contains { $0.name == "cloud" } }
    let note = "no quality band: clouds and their shadows are not masked"
    return (layers, unavailable, hasClouds ? [] : [note])
  }
}

import Foundation
import RasterIO
import Rasters

/// ASTER granules as LP DAAC distributes them: an HDF4-EOS file with its
/// metadata, or TIFFs of bands or telescopes.
struct AsterProduct: Product {
  static let title = "ASTER"

  let files: AsterFiles
  let metadata: AsterMetadata

  private var kind: AsterKind { files.name.kind }
  private typealias Present = (band: AsterBand, source: AsterFiles.Source)

  static func recognise(_ location: ProductLocation) throws -> AsterProduct? {
    guard let files = try AsterFiles.find(location) else { return nil }
    guard files.hasImages else {
      throw Failure(
        "'\(location.given.typed)' is of the ASTER granule \(files.name.granule), but neither its "
          + ".hdf file nor TIFFs of its bands are there; download one of them")
    }
    return AsterProduct(files: files, metadata: try read(files))
  }

  /// HDF first; then the files beside it; then tags that conversion to TIFF
  /// has kept.
  private static func read(_ files: AsterFiles) throws -> AsterMetadata {
    let location = files.location
    var sources: [[AsterMetadataText.Pair]] = []
    if location.kind != .archive {
      sources += try files.hdfs.map { try DatasetMetadata.items(of: location.path(of: $0)) }
    }
    for name in files.metadata { sources.append(try read(name, location)) }
    if sources.isEmpty, let first = files.files.first(where: { $0.name.part != .other }) {
      sources.append((try? DatasetMetadata.items(of: location.path(of: first.file))) ?? [])
    }
    return AsterMetadata(name: files.name, sources: sources)
  }

  private static func read(
    _ name: String, _ location: ProductLocation
  ) throws -> [AsterMetadataText.Pair] {
    do {
      let bytes = try location.read(name, limit: AsterMetadataText.largestFile)
      return try AsterMetadataText.pairs(bytes, name: name)
    } catch { throw Failure("\(location.shown(name)) cannot be read as metadata: \(error)") }
  }

  static func placement(of telescope: AsterTelescope) -> String { telescope.rawValue }

  func scene(for request: ProductRequest) throws -> ProductScene {
    let calibration = AsterCalibration(kind: kind, metadata: metadata)
    let sources = try files.sources()
    var bands = try AsterBand.all.compactMap { band in
      try declare(band, sources[band.id], calibration, request)
    }
    if let source = sources["T"] { bands.append(temperature(source, calibration, request)) }
    guard bands.contains(where: { $0.refusal == nil }) else {
      throw bands.first?.refusal
        ?? Failure("\(files.name.granule) has none of the bands of \(kind.title)")
    }
    let isThermalOnly = Self.chooseDefaults(&bands)
    return assemble(bands, sources, isThermalOnly: isThermalOnly)
  }

  private func assemble(
    _ bands: [BandDeclaration], _ sources: [String: AsterFiles.Source], isThermalOnly: Bool
  ) -> ProductScene {
    let placement = AsterPlacement(metadata: metadata)
    let used = Set(bands.filter { $0.leftOut == nil }.map(\.label))
    let present: [Present] = AsterBand.all.compactMap { band in
      guard used.contains(band.label) else { return nil }
      return sources[band.id].map { (band, $0) }
    }
    return ProductScene(
      name: files.name.granule, product: kind.title,
      level: isThermalOnly && kind == .l1t ? "brightness-temperature" : kind.level,
      sensor: "Terra ASTER", acquired: metadata.acquired, bands: bands,
      missing: missing(sources),
      quality: AsterQuality.layers(kind: kind, bands: present),
      notes: notes(bands, isThermalOnly: isThermalOnly),
      files: (files.hdfs + files.metadata).map(files.location.localFile),
      place: { grid, key, shown in
        try placement.place(
          grid, pixel: AsterTelescope(rawValue: key)?.pixel ?? 90, shown: shown)
      })
  }

  // MARK: bands

  /// A band that is there, or that the granule was acquired without.
  private func declare(
    _ band: AsterBand, _ source: AsterFiles.Source?, _ calibration: AsterCalibration,
    _ request: ProductRequest
  ) throws -> BandDeclaration? {
    let refusal = try calibration.refusal(of: band)
    guard source != nil || metadata.absence(of: band) != nil && kind == .l1t else { return nil }
    let isThermal = band.telescope == .tir
    return BandDeclaration(
      name: band.name, label: band.label, aliases: band.aliases, path: source?.path ?? "",
      band: source?.band ?? 1, shown: source?.shown ?? "'\(files.name.granule)'",
      scaling: calibration.scaling(of: band),
      quantity: kind == .l1t && isThermal ? .temperature : kind.quantity,
      wavelength: band.wavelength, noData: noData(request), isThermal: isThermal,
      leftOut: refusal?.short, refusal: refusal?.failure, file: source?.file ?? "",
      placement: Self.placement(of: band.telescope))
  }

  private func temperature(
    _ source: AsterFiles.Source, _ calibration: AsterCalibration, _ request: ProductRequest
  ) -> BandDeclaration {
    BandDeclaration(
      name: "temperature", label: "SKT", path: source.path, band: source.band,
      shown: source.shown, scaling: .rule(calibration.surfaceTemperature),
      quantity: .temperature, noData: noData(request), isThermal: true, file: source.file,
      placement: Self.placement(of: .tir))
  }

  private func noData(_ request: ProductRequest) -> [Double] {
    unique(kind.noData + (request.noData.map { [$0] } ?? []))
  }

  /// Thermal bands are used by default only where there are no others.
  private static func chooseDefaults(_ bands: inout [BandDeclaration]) -> Bool {
    let isThermalOnly = !bands.contains { $0.leftOut == nil && !$0.isThermal }
    guard !isThermalOnly else { return true }
    for index in bands.indices where bands[index].isThermal && bands[index].leftOut == nil {
      bands[index].leftOut = "thermal: used only when named"
    }
    return false
  }

  /// Bands that were acquired and that this kind of product has, but whose
  /// file is not there.
  private func missing(_ sources: [String: AsterFiles.Source]) -> [String] {
    guard kind == .l1t else { return [] }
    return AsterBand.all.filter { sources[$0.id] == nil && metadata.absence(of: $0) == nil }
      .map { "\($0.name) (\($0.label))" }
  }

  // MARK: notes

  private func notes(_ bands: [BandDeclaration], isThermalOnly: Bool) -> [String] {
    let hasSWIR = bands.contains { $0.refusal == nil && $0.label.isSWIR }
    let inDoubt = hasSWIR && metadata.date >= AsterCalibration.firstDoubt
    let isDead =
      metadata.date >= AsterCalibration.lastSWIR && bands.contains { $0.label.isSWIR }
    return AsterQuality.notes
      + (isThermalOnly && kind == .l1t
        ? ["no VNIR or SWIR band can be used: the thermal bands are"] : [])
      + (isDead
        ? ["bands 4 to 9 are not used: the SWIR detectors failed in April 2008"] : [])
      + (inDoubt
        ? ["SWIR detectors were warming from May 2007 on: look for saturation and stripes"] : [])
  }
}

extension String {
  /// "B04" to "B09"
  fileprivate var isSWIR: Bool {
    AsterBand.of(.swir).contains { $0.label == self }
  }
}

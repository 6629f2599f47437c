import RasterIO
import Rasters

/// Opens what was chosen of a scene and makes the stack of it.
struct StackAssembly {
  let scene: ProductScene
  let files = OpenFiles()

  init(_ scene: ProductScene) { self.scene = scene }

  func stack(for request: ProductRequest, maskBands names: [String] = []) throws -> BandStack {
    let chosen = try BandChoice(scene).choose(request.bands)
    let known = Set(chosen.map(\.name))
    let beside = try BandChoice(scene).named(unique(names)).filter { !known.contains($0.name) }
    let labels = Set(chosen.map(\.label))
    let picked = try MaskChoice.choose(request.masks, in: scene).filter {
      $0.layer.bandLabel.map(labels.contains) ?? true
    }
    var opened = try chosen.map(open)
    let (finest, grids) = try GridAgreement.unify(
      zip(chosen, opened).map { ($0.shown, $1.source.grid) })
    let places = GridAgreement.notes(
      zip(chosen, opened).map { ($0.shown, $1.source.grid) }, onto: finest)
    for (index, grid) in grids.enumerated() { opened[index].source.grid = grid }
    let first = chosen.first?.shown ?? scene.name
    let quality = try picked.map {
      try open($0.layer, tests: $0.tests, on: finest, first)
    }
    let bands = opened.map(\.source)
    let masks = try beside.map { try open($0, on: finest, first) }
    let maskBands = masks.map(\.source)
    return BandStack(
      name: scene.name, product: scene.product, level: scene.level, sensor: scene.sensor,
      grid: finest, bands: bands, maskBands: maskBands, quality: quality.map(\.layer),
      notes: unique(
        scene.notes + opened.flatMap(\.notes) + places + quality.flatMap(\.notes)
          + masks.flatMap(\.notes)
          + placeNotes(finest) + resamplingNotes(bands, on: finest)),
      acquired: scene.acquired,
      files: unique(scene.files + (chosen + beside).map(\.file) + picked.map(\.layer.file)))
  }

  /// A band for masks only, which has no say in the grid.
  private func open(
    _ band: BandDeclaration, on finest: Grid, _ first: String
  ) throws -> (source: BandSource, notes: [String]) {
    var source = try open(band).source
    let notes = GridAgreement.notes([(band.shown, source.grid)], onto: finest)
    source.grid = GridAgreement.snapped(source.grid, to: finest)
    try GridAgreement.check((first, finest), (band.shown, source.grid))
    return (source, notes)
  }

  /// A band with what its file says of it.
  func open(_ band: BandDeclaration) throws -> (source: BandSource, notes: [String]) {
    if let refusal = band.refusal { throw refusal }
    let dataset = try files.dataset(band.path, local: band.file)
    guard (1...dataset.bandCount).contains(band.band) else {
      throw Failure("\(band.shown) has \(dataset.bandCount) bands; band \(band.band) is asked for")
    }
    let facts = dataset.bands[band.band - 1]
    guard facts.type != .complex else {
      throw Failure(
        "\(band.shown) band \(band.band) holds complex values; make a raster of their magnitude")
    }
    let (grid, note) = try scene.place(dataset.grid, band.placement, band.shown)
    let tags = scalingNote(band, facts)
    var source = BandSource(
      name: band.name, label: band.label, path: band.path, band: band.band, grid: grid,
      calibration: try calibration(band, facts), noData: noData(band, facts),
      quantity: band.quantity,
      wavelength: band.wavelength ?? facts.wavelength, blockWidth: facts.blockWidth,
      blockHeight: facts.blockHeight, type: facts.type, isThermal: band.isThermal,
      hasMaskBand: dataset.hasMaskBand(band.band))
    if band.keepsFileNoData { source.wholeNoData = [facts.wholeNoData].compactMap(\.self) }
    source.validRange = facts.validRange
    return (source, [note, tags].compactMap(\.self))
  }

  private func calibration(_ band: BandDeclaration, _ facts: RasterDataset.Band) throws
    -> Calibration
  {
    switch band.scaling {
    case .rule(let rule): return rule
    case .tags: return .linear(gain: facts.scale, offset: facts.offset)
    case .unknown(let failure): throw failure
    }
  }

  private func scalingNote(_ band: BandDeclaration, _ facts: RasterDataset.Band) -> String? {
    guard facts.scale != 1 || facts.offset != 0 else { return nil }
    let tags = Calibration.linear(gain: facts.scale, offset: facts.offset)
    switch band.scaling {
    case .rule, .unknown:
      return "the scale and offset tags of \(band.shown) (\(tags)) are not applied: the product's "
        + "own scaling is"
    case .tags: return "the scale and offset tags of the files are applied (\(tags))"
    }
  }

  private func noData(_ band: BandDeclaration, _ facts: RasterDataset.Band) -> [Double] {
    let tags = band.keepsFileNoData ? [facts.noData].compactMap(\.self) + facts.missing : []
    return unique(band.noData + tags)
  }

  private func open(
    _ layer: QualityDeclaration, tests: [QualityDeclaration.Test], on finest: Grid,
    _ first: String
  ) throws -> (layer: QualityLayer, notes: [String]) {
    let dataset = try files.dataset(layer.path, local: layer.file)
    guard (1...dataset.bandCount).contains(layer.band) else {
      throw Failure("\(layer.shown) has \(dataset.bandCount) bands, not \(layer.band)")
    }
    let (placed, note) = try scene.place(dataset.grid, layer.placement, layer.shown)
    let grid = GridAgreement.snapped(placed, to: finest)
    try GridAgreement.check((first, finest), (layer.shown, grid))
    let opened = QualityLayer(
      path: layer.path, band: layer.band, grid: grid,
      tests: tests.map { QualityTest(name: $0.name, rule: $0.rule) },
      noData: dataset.bands[layer.band - 1].noData.map { [$0] } ?? [])
    let places = GridAgreement.notes([(layer.shown, placed)], onto: finest)
    return (opened, [note].compactMap(\.self) + places)
  }

  private func placeNotes(_ grid: Grid) -> [String] {
    guard grid.transform != nil else {
      return ["no georeference: worked on in pixels, and areas are not known"]
    }
    return grid.wkt == nil
      ? ["georeferenced in an unknown reference system: areas are not known"] : []
  }

  private func resamplingNotes(_ bands: [BandSource], on grid: Grid) -> [String] {
    let coarser = bands.filter { $0.grid != grid }.map(\.name)
    guard !coarser.isEmpty else { return [] }
    return ["resampled by georeference to the finest grid: \(coarser.joined(separator: ", "))"]
  }
}

/// Each file is opened once while a stack is made.
final class OpenFiles {
  private var datasets: [String: RasterDataset] = [:]

  func dataset(_ path: String, local: String) throws -> RasterDataset {
    if let known = datasets[path] { return known }
    _ = try LocalPath.file(local)
    let opened = try RasterDataset(path: path)
    datasets[path] = opened
    return opened
  }
}

/// The elements without repeats, in order.
func unique<T: Hashable>(_ list: [T]) -> [T] {
  var seen = Set<T>()
  return list.filter { seen.insert($0).inserted }
}

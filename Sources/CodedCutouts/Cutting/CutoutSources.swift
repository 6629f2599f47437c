import Rasters
package import Surveys

/// The sources of a run, each with its place on image and sky as far as it
/// can be known.
package struct CutoutSources {
  package var ids: [String] = []
  package var sky: [SkyPosition?] = []
  package var places: [ImagePosition?] = []
  /// What detection found; empty for a catalogue.
  package var found: [DetectedSource] = []
  /// What is to be known of how a catalogue was read.
  package var notes: [String] = []
  /// Whether rows without a place have one on the sky, which the image does not show.
  private var hasSky = false

  package var count: Int { ids.count }

  package init(_ list: SourceReading, on image: SurveyImage, catalogue: String) throws {
    try self.init(
      list.sources, on: image, catalogue: catalogue, prefersPixels: list.prefersPixels)
    let usesPixels = list.sources.contains {
      $0.place != nil && (image.wcs == nil || $0.sky == nil || list.prefersPixels)
    }
    notes = list.notes + (usesPixels ? list.pixelNotes : [])
  }

  /// - Parameter prefersPixels: places are taken where rows have positions on the sky too.
  package init(
    _ list: [SurveySource], on image: SurveyImage, catalogue: String, prefersPixels: Bool = false
  ) throws {
    let canUseSky = image.wcs != nil && !prefersPixels && list.contains { $0.sky != nil }
    guard canUseSky || list.contains(where: { $0.place != nil }) else {
      guard image.wcs == nil else {
        throw Failure("no row of '\(catalogue)' has a position that can be read")
      }
      throw Failure.usage(
        "'\(image.paths.first ?? "")' has no sky coordinates: '\(catalogue)' must give x and y")
    }
    ids = list.map(\.id)
    // Where a row has both, the sky is what the catalogue measured.
    hasSky = canUseSky
    places = list.map { source in
      guard canUseSky, let sky = source.sky else { return source.place }
      return image.wcs?.pixel(at: sky)
    }
    sky = zip(list, places).map { source, place in
      source.sky ?? place.flatMap { image.wcs?.sky(at: $0) }
    }
  }

  package init(_ found: [DetectedSource], on image: SurveyImage) {
    self.found = found
    ids = found.indices.map { "\($0 + 1)" }
    places = found.map(\.place)
    sky = found.map { image.wcs?.sky(at: $0.place) }
  }

  /// The flags of a row without a frame: beyond the image where its position is
  /// known, as on the far side of the sky.
  package func flags(withoutFrame row: Int) -> CutoutFlags {
    places[row] != nil || (hasSky && sky[row] != nil) ? .outside : .noPosition
  }

  /// Rows whose identifier another row has too.
  var doubled: Set<Int> {
    let counts = ids.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    return Set(ids.indices.filter { counts[ids[$0], default: 0] > 1 })
  }
}

extension CutoutSources {
  /// The table beside the cutouts; `cutout` is a column of files or planes.
  /// Without frames, sources are in the middle.
  package func table(
    flags: [CutoutFlags], frames: [CutoutFrame?]?, size: Int, cutout: CutoutColumn,
    wcs: CelestialWCS?
  ) -> CatalogueTable {
    CatalogueTable(
      CutoutRow.columns(idWidth: CatalogueColumn.width(of: ids), cutout)
        + (found.isEmpty ? [] : CutoutRow.detected),
      sky: wcs.map { CatalogueSky(system: $0.system, equinox: $0.equinox) }, rowCount: count
    ) { row in
      let middle = Double(size + 1) / 2
      let cut = places[row].flatMap { place in
        guard let frames else { return ImagePosition(x: middle, y: middle) }
        return frames[row]?.place(of: place)
      }
      return CutoutRow(
        row: row, id: ids[row], sky: sky[row], place: places[row], cut: cut,
        flags: flags[row].rawValue, found: found.isEmpty ? nil : found[row])
    }
  }
}

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

  package var count: Int { ids.count }

  package init(_ list: SourceReading, on image: SurveyImage, catalogue: String) throws {
    try self.init(list.sources, on: image, catalogue: catalogue)
    let usesPixels = list.sources.contains {
      $0.place != nil && (image.wcs == nil || $0.sky == nil)
    }
    notes = list.notes + (usesPixels ? list.pixelNotes : [])
  }

  package init(_ list: [SurveySource], on image: SurveyImage, catalogue: String) throws {
    let canUseSky = image.wcs != nil && list.contains { $0.sky != nil }
    guard canUseSky || list.contains(where: { $0.place != nil }) else {
      guard image.wcs == nil else {
        throw Failure("no row of '\(catalogue)' has a position that can be read")
      }
      throw Failure.usage(
        "'\(image.paths.first ?? "")' has no sky coordinates: '\(catalogue)' must give x and y")
    }
    ids = list.map(\.id)
    // Where a row has both, the sky is what the catalogue measured.
    places = list.map { source in
      canUseSky ? source.sky.flatMap { image.wcs?.pixel(at: $0) } ?? source.place : source.place
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
      Self.columns(idWidth: CatalogueColumn.width(of: ids)) + [cutout.column]
        + (found.isEmpty ? [] : Self.detected),
      sky: wcs.map { CatalogueSky(system: $0.system, equinox: $0.equinox) }, rowCount: count
    ) { row in
      let middle = Double(size + 1) / 2
      let cut = places[row].flatMap { place in
        guard let frames else { return ImagePosition(x: middle, y: middle) }
        return frames[row]?.place(of: place)
      }
      return [
        .text(ids[row]), .init(sky[row]?.ra), .init(sky[row]?.dec), .init(places[row]?.x),
        .init(places[row]?.y), .init(cut?.x), .init(cut?.y), .integer(flags[row].rawValue),
        cutout.values[row],
      ] + (found.isEmpty ? [] : Self.values(found[row]))
    }
  }

  private static func columns(idWidth: Int) -> [CatalogueColumn] {
    [
      .init(
        "id", .string(width: idWidth), ucd: "meta.id;meta.main", "identifier as in the catalogue"),
      .init("ra", .double, unit: "deg", ucd: "pos.eq.ra;meta.main", decimals: 9, "right ascension"),
      .init("dec", .double, unit: "deg", ucd: "pos.eq.dec;meta.main", decimals: 9, "declination"),
      .init(
        "x", .double, unit: "pixel", ucd: "pos.cartesian.x;instr.det", decimals: 4,
        "column on the image, first is 1"),
      .init(
        "y", .double, unit: "pixel", ucd: "pos.cartesian.y;instr.det", decimals: 4,
        "row on the image, lowest is 1"),
      .init(
        "xcut", .double, unit: "pixel", ucd: "pos.cartesian.x", decimals: 4,
        "column on the cutout, first is 1"),
      .init(
        "ycut", .double, unit: "pixel", ucd: "pos.cartesian.y", decimals: 4,
        "row on the cutout, lowest is 1"),
      .init(
        "flags", .int32, ucd: "meta.code",
        "sum of " + CutoutFlags.meanings.joined(separator: ", ")),
    ]
  }

  private static let detected: [CatalogueColumn] = [
    .init("flux", .float, ucd: "phot.flux", "sum above the background"),
    .init("peak", .float, ucd: "phot.flux;stat.max", "largest value above the background"),
    .init("npix", .int32, ucd: "meta.number", "pixels above the threshold"),
    .init("a", .float, unit: "pixel", ucd: "phys.angSize.smajAxis", "half major axis (rms)"),
    .init("b", .float, unit: "pixel", ucd: "phys.angSize.sminAxis", "half minor axis (rms)"),
    .init("theta", .float, unit: "deg", ucd: "pos.posAng", "major axis from x to y"),
    .init("sepflags", .int32, ucd: "meta.code", "1 deblended, 2 truncated"),
  ]

  private static func values(_ source: DetectedSource) -> [CatalogueValue] {
    [
      .real(source.flux), .real(source.peak), .integer(source.pixels), .real(source.a),
      .real(source.b), .real(source.theta), .integer(source.flags),
    ]
  }
}

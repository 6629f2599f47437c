import Surveys

/// What the columns of a row in the table beside cutouts are filled from.
struct CutoutRow {
  let row: Int
  let id: String
  let sky: SkyPosition?
  /// On the image, and on the cutout.
  let place: ImagePosition?
  let cut: ImagePosition?
  /// The sum of the flags.
  let flags: Int
  /// What detection found; nil for a catalogue.
  let found: DetectedSource?
}

extension CutoutRow {
  /// Every column, in the order of the table.
  static func columns(idWidth: Int, _ cutout: CutoutColumn) -> [DeclaredColumn<CutoutRow>] {
    [
      .init(
        .init(
          "id", .string(width: idWidth), ucd: "meta.id;meta.main", "identifier as in the catalogue")
      ) { .text($0.id) },
      .rightAscension(\.sky), .declination(\.sky),
      place("x", "pos.cartesian.x;instr.det", "column on the image, first is 1") { $0.place?.x },
      place("y", "pos.cartesian.y;instr.det", "row on the image, lowest is 1") { $0.place?.y },
      place("xcut", "pos.cartesian.x", "column on the cutout, first is 1") { $0.cut?.x },
      place("ycut", "pos.cartesian.y", "row on the cutout, lowest is 1") { $0.cut?.y },
      .init(
        .init(
          "flags", .int32, ucd: "meta.code",
          "sum of " + CutoutFlags.meanings.joined(separator: ", "))
      ) { .integer($0.flags) },
      .init(cutout.column) { cutout.values[$0.row] },
    ]
  }

  private static func place(
    _ name: String, _ ucd: String, _ meaning: String, _ value: @escaping (CutoutRow) -> Double?
  ) -> DeclaredColumn<CutoutRow> {
    .init(.init(name, .double, unit: "pixel", ucd: ucd, decimals: 4, meaning)) {
      CatalogueValue(value($0))
    }
  }

  /// What detection found.
  static var detected: [DeclaredColumn<CutoutRow>] {
    [
      .init(.init("flux", .float, ucd: "phot.flux", "sum above the background")) {
        .init($0.found?.flux)
      },
      .init(
        .init("peak", .float, ucd: "phot.flux;stat.max", "largest value above the background")
      ) { .init($0.found?.peak) },
      .init(.init("npix", .int32, ucd: "meta.number", "pixels above the threshold")) {
        .init($0.found?.pixels)
      },
      .init(
        .init("a", .float, unit: "pixel", ucd: "phys.angSize.smajAxis", "half major axis (rms)")
      ) { .init($0.found?.a) },
      .init(
        .init("b", .float, unit: "pixel", ucd: "phys.angSize.sminAxis", "half minor axis (rms)")
      ) { .init($0.found?.b) },
      .init(.init("theta", .float, unit: "deg", ucd: "pos.posAng", "major axis from x to y")) {
        .init($0.found?.theta)
      },
      .init(.init("sepflags", .int32, ucd: "meta.code", "1 deblended, 2 truncated")) {
        .init($0.found?.flags)
      },
    ]
  }
}

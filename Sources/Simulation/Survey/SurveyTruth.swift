import Foundation
import Surveys

/// What is true of the sources of a simulated survey, as a table.
struct SurveyTruth {
  let table: CatalogueTable

  /// North up, 0.396 seconds of arc to a pixel.
  static func plane(of request: SurveyRequest) -> TangentPlane {
    TangentPlane(
      sky: SkyPosition(ra: 150.1, dec: 2.2),
      place: ImagePosition(
        x: Double(request.width + 1) / 2, y: Double(request.height + 1) / 2),
      degreesPerPixel: 0.396 / 3600)
  }

  init(_ sources: [SimulatedSource], _ plane: TangentPlane) throws {
    let wcs = try CelestialWCS(plane.cards, name: "truth")
    let ids = sources.indices.map { String(format: "S%06d", $0 + 1) }
    table = CatalogueTable(
      TrueSource.columns(idWidth: CatalogueColumn.width(of: ids)),
      sky: CatalogueSky(system: plane.system), rowCount: sources.count
    ) { row in
      let source = sources[row]
      let place = ImagePosition(x: source.x + 1, y: source.y + 1)
      return TrueSource(id: ids[row], place: place, sky: wcs?.sky(at: place), source: source)
    }
  }
}

/// What the columns of a row of truth are filled from.
struct TrueSource {
  let id: String
  let place: ImagePosition
  let sky: SkyPosition?
  let source: SimulatedSource

  private var main: LightProfile? { source.parts.first }
  /// The angle of the main part, from x to y.
  private var degrees: Double { (main?.theta ?? 0) * 180 / .pi }

  /// Every column, in the order of the table.
  static func columns(idWidth: Int) -> [DeclaredColumn<TrueSource>] {
    [
      .init(.init("id", .string(width: idWidth), ucd: "meta.id;meta.main", "name of the source")) {
        .text($0.id)
      },
      .rightAscension(\.sky), .declination(\.sky),
      .init(
        .init(
          "x", .double, unit: "pixel", ucd: "pos.cartesian.x", decimals: 4, "column, first is 1")
      ) { .real($0.place.x) },
      .init(
        .init("y", .double, unit: "pixel", ucd: "pos.cartesian.y", decimals: 4, "row, lowest is 1")
      ) { .real($0.place.y) },
      .init(
        .init("class", .string(width: 9), ucd: "src.class", "early, late, irregular, merger, star")
      ) { .text($0.source.kind.rawValue) },
      .init(.init("note", .string(width: 6), ucd: "meta.note", "edge, corner, masked, faint")) {
        .text($0.source.note.rawValue)
      },
    ] + profile + SurveyBand.all.indices.map(magnitude)
  }

  private static var profile: [DeclaredColumn<TrueSource>] {
    [
      .init(
        .init(
          "sersic_n", .double, ucd: "stat.fit.param", decimals: 4, "Sersic index of the main part")
      ) { .init($0.main?.index) },
      .init(
        .init(
          "re", .double, unit: "pixel", ucd: "phys.angSize", decimals: 4,
          "half-light semi-major axis of the main part")
      ) { .init($0.main?.radius) },
      .init(.init("q", .double, ucd: "src.ellipticity", decimals: 4, "minor over major axis of it"))
      {
        .init($0.main?.axisRatio)
      },
      .init(
        .init(
          "theta", .double, unit: "deg", ucd: "pos.posAng", decimals: 3, "its angle, from x to y")
      ) { row in .init(row.main.map { _ in row.degrees }) },
      .init(
        .init(
          "pa", .double, unit: "deg", ucd: "pos.posAng", decimals: 3,
          "its angle, from north to east")
      ) { row in
        .init(row.main.map { _ in row.degrees < 90 ? row.degrees + 90 : row.degrees - 90 })
      },
    ]
  }

  private static func magnitude(_ band: Int) -> DeclaredColumn<TrueSource> {
    let name = SurveyBand.all[band].name
    return .init(
      .init(
        "mag_\(name)", .double, unit: "mag", ucd: "phot.mag;em.opt", decimals: 4,
        "magnitude of the whole source in \(name)")
    ) { .real(SurveyBand.zeroPoint - 2.5 * log10($0.source.fluxes[band])) }
  }
}

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
      Self.columns(idWidth: CatalogueColumn.width(of: ids)),
      sky: CatalogueSky(system: plane.system), rowCount: sources.count
    ) { row in
      let source = sources[row]
      let place = ImagePosition(x: source.x + 1, y: source.y + 1)
      let sky = wcs?.sky(at: place)
      let main = source.parts.first
      let degrees = (main?.theta ?? 0) * 180 / .pi
      return [
        .text(ids[row]), .init(sky?.ra), .init(sky?.dec), .real(place.x), .real(place.y),
        .text(source.kind.rawValue), .text(source.note.rawValue), .init(main?.index),
        .init(main?.radius), .init(main?.axisRatio), .init(main.map { _ in degrees }),
        .init(main.map { _ in degrees < 90 ? degrees + 90 : degrees - 90 }),
      ] + source.fluxes.map { .real(SurveyBand.zeroPoint - 2.5 * log10($0)) }
    }
  }

  private static func columns(idWidth: Int) -> [CatalogueColumn] {
    [
      .init("id", .string(width: idWidth), ucd: "meta.id;meta.main", "name of the source"),
      .init("ra", .double, unit: "deg", ucd: "pos.eq.ra;meta.main", decimals: 9, "right ascension"),
      .init("dec", .double, unit: "deg", ucd: "pos.eq.dec;meta.main", decimals: 9, "declination"),
      .init("x", .double, unit: "pixel", ucd: "pos.cartesian.x", decimals: 4, "column, first is 1"),
      .init("y", .double, unit: "pixel", ucd: "pos.cartesian.y", decimals: 4, "row, lowest is 1"),
      .init("class", .string(width: 9), ucd: "src.class", "early, late, irregular, merger, star"),
      .init("note", .string(width: 6), ucd: "meta.note", "edge, corner, masked, faint"),
      .init(
        "sersic_n", .double, ucd: "stat.fit.param", decimals: 4, "Sersic index of the main part"),
      .init(
        "re", .double, unit: "pixel", ucd: "phys.angSize", decimals: 4,
        "half-light semi-major axis of the main part"),
      .init("q", .double, ucd: "src.ellipticity", decimals: 4, "minor over major axis of it"),
      .init(
        "theta", .double, unit: "deg", ucd: "pos.posAng", decimals: 3, "its angle, from x to y"),
      .init(
        "pa", .double, unit: "deg", ucd: "pos.posAng", decimals: 3, "its angle, from north to east"),
    ]
      + SurveyBand.all.map {
        .init(
          "mag_\($0.name)", .double, unit: "mag", ucd: "phot.mag;em.opt", decimals: 4,
          "magnitude of the whole source in \($0.name)")
      }
  }
}

import Foundation
import Rasters
import Settings

/// One source: what a catalogue says of it, unchanged.
package struct SurveySource: Sendable, Equatable {
  /// As written; the number of the row where there is no identifier.
  package var id: String
  /// Nil where the row has none that can be read.
  package var sky: SkyPosition?
  package var place: ImagePosition?

  package init(id: String, sky: SkyPosition? = nil, place: ImagePosition? = nil) {
    self.id = id
    self.sky = sky
    self.place = place
  }
}

/// Which columns of a catalogue hold what.
package struct SourceColumns: Sendable {
  package enum Role: String, CaseIterable, Sendable { case id, ra, dec, x, y }

  /// Names that somebody gave; for the others the usual ones are looked for.
  package var names: [Role: String]
  /// Plain numbers of right ascension are hours.
  package var inHours: Bool
  /// What a catalogue calls the first pixel: 1 as FITS does, or 0.
  package var pixelOrigin: Int

  package init(names: [Role: String] = [:], inHours: Bool = false, pixelOrigin: Int = 1) {
    self.names = names
    self.inHours = inHours
    self.pixelOrigin = pixelOrigin
  }

  static let usual: [Role: [String]] = [
    .id: [
      "id", "objid", "source_id", "sourceid", "obj_id", "object_id", "number", "name", "source",
      "designation", "dr7objid", "dr8objid", "specobjid", "main_id", "recno",
    ],
    .ra: [
      "ra", "radeg", "ra_deg", "raj2000", "ra_j2000", "_raj2000", "ra_icrs", "alpha_j2000",
      "alphawin_j2000", "alphapeak_j2000", "right_ascension", "ra2000", "alpha",
    ],
    .dec: [
      "dec", "decdeg", "dedeg", "dec_deg", "dej2000", "decj2000", "dec_j2000", "_dej2000",
      "de_icrs", "delta_j2000", "deltawin_j2000", "deltapeak_j2000", "declination", "dec2000",
      "delta", "de",
    ],
    .x: ["x", "x_image", "xwin_image", "xcentroid", "xpos", "xpix"],
    .y: ["y", "y_image", "ywin_image", "ycentroid", "ypos", "ypix"],
  ]
}

/// Reads the sources of a catalogue: CSV, FITS table, VOTable or GeoPackage.
package enum SourceList {
  /// More rows are refused.
  package static let most = 20_000_000

  package static func read(_ path: String, columns wanted: SourceColumns) throws -> [SurveySource] {
    let reader = try CatalogueFile.open(path) { hasPositions($0, wanted) }
    let names = reader.columns.map(\.name)
    let chosen = try SourceColumns.Role.allCases.map {
      try column(wanted.names[$0], SourceColumns.usual[$0] ?? [], names, path)
    }
    let (ra, dec, x, y) = (chosen[1], chosen[2], chosen[3], chosen[4])
    guard (ra != nil && dec != nil) || (x != nil && y != nil) else {
      throw Failure.usage(
        "'\(path)' has no columns that look like ra and dec or x and y; name them with "
          + "\(CatalogueSettings.rightAscension) and \(CatalogueSettings.declination) or "
          + "\(CatalogueSettings.x) and \(CatalogueSettings.y); it has \(names.prefix(40).joined(separator: ", "))"
      )
    }
    let row = SourceRow(
      slots: slots(chosen),
      units: (
        ra: wanted.inHours ? .hours : try unit(of: ra, reader, path),
        dec: try unit(of: dec, reader, path)
      ),
      origin: wanted.pixelOrigin)
    var sources: [SurveySource] = []
    try reader.forEachRow(chosen.compactMap { $0 }) { texts in
      guard sources.count < most else { throw Failure("'\(path)' has more than \(most) rows") }
      sources.append(row.source(texts, number: sources.count + 1))
    }
    guard !sources.isEmpty else { throw Failure("'\(path)' has no rows") }
    return sources
  }

  /// Whether a table has what a source needs; one of several is chosen by it.
  private static func hasPositions(_ names: [String], _ wanted: SourceColumns) -> Bool {
    func has(_ role: SourceColumns.Role) -> Bool {
      (try? column(wanted.names[role], SourceColumns.usual[role] ?? [], names, "")) != nil
    }
    return has(.ra) && has(.dec) || has(.x) && has(.y)
  }

  /// What the numbers of a column of angles count; degrees where it does not say.
  private static func unit(
    of column: Int?, _ reader: any CatalogueReader, _ path: String
  ) throws -> AngleUnit {
    guard let column else { return .degrees }
    let (name, text) = (reader.columns[column].name, reader.columns[column].unit ?? "")
    guard text.contains(where: \.isLetter) || text.contains("\u{B0}"), text.lowercased() != "none"
    else { return .degrees }
    guard let unit = AngleUnit(text) else {
      throw Failure.usage(
        "column '\(name)' of '\(path)' counts '\(text)', which is no angle; positions are in deg, "
          + "hourangle, rad, arcmin, arcsec or mas")
    }
    return unit
  }

  /// Where each chosen column is among those that are read.
  private static func slots(_ chosen: [Int?]) -> [Int?] {
    var next = 0
    return chosen.map { column in
      guard column != nil else { return nil }
      defer { next += 1 }
      return next
    }
  }

  private static func column(
    _ wanted: String?, _ usual: [String], _ names: [String], _ path: String
  ) throws -> Int? {
    guard let wanted else {
      return usual.lazy.compactMap { word in names.firstIndex { $0.lowercased() == word } }.first
    }
    if let exact = names.firstIndex(of: wanted) { return exact }
    if let near = names.firstIndex(where: { $0.lowercased() == wanted.lowercased() }) {
      return near
    }
    throw Failure.usage(
      "'\(path)' has no column '\(wanted)'" + DidYouMean.hint(for: wanted, among: names)
        + "; it has \(names.prefix(40).joined(separator: ", "))")
  }
}

/// Makes a source of the texts of a row.
private struct SourceRow {
  /// The columns of id, ra, dec, x, y.
  let slots: [Int?]
  let units: (ra: AngleUnit, dec: AngleUnit)
  let origin: Int

  func source(_ texts: [String?], number: Int) -> SurveySource {
    func text(_ column: Int) -> String? { slots[column].flatMap { texts[$0] } }
    func pixel(_ column: Int) -> Double? {
      text(column).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 + Double(1 - origin) : nil }
    }
    var source = SurveySource(id: text(0) ?? "\(number)")
    if let ra = text(1).flatMap({ SkyAngle.rightAscension($0, unit: units.ra) }),
      let dec = text(2).flatMap({ SkyAngle.declination($0, unit: units.dec) })
    {
      source.sky = SkyPosition(ra: ra, dec: dec)
    }
    if let x = pixel(3), let y = pixel(4) { source.place = ImagePosition(x: x, y: y) }
    return source
  }
}

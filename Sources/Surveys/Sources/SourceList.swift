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

/// The sources of a catalogue.
package struct SourceReading: Sendable {
  package var sources: [SurveySource]
  /// What is to be known of how the rows were read.
  package var notes: [String]
  /// What is to be known where places in pixels are used.
  package var pixelNotes: [String]
  /// Somebody has named the columns of pixels, and none of the sky.
  package var prefersPixels = false
}

/// Reads the sources of a catalogue: CSV, FITS table, VOTable or GeoPackage.
package enum SourceList {
  /// More rows are refused.
  package static let most = 20_000_000

  package static func read(_ path: String, columns wanted: SourceColumns) throws -> [SurveySource] {
    try load(path, columns: wanted).sources
  }

  package static func load(_ path: String, columns wanted: SourceColumns) throws -> SourceReading {
    let reader = try CatalogueFile.open(path) { hasPositions($0, wanted) }
    let names = reader.columns.map(\.name)
    let chosen = try wanted.places(among: names, of: path)
    try wanted.checkPairs(chosen, of: path)
    let (ra, dec, x, y) = (chosen[1], chosen[2], chosen[3], chosen[4])
    guard (ra != nil && dec != nil) || (x != nil && y != nil) else {
      throw Failure.usage(
        "'\(path)' has no columns that look like ra and dec or x and y; name them with "
          + "\(CatalogueSettings.rightAscension) and \(CatalogueSettings.declination) or "
          + "\(CatalogueSettings.x) and \(CatalogueSettings.y); it has \(names.prefix(40).joined(separator: ", "))"
      )
    }
    let pixels = try PixelOrigin(x: x.map { names[$0] }, y: y.map { names[$0] }, wanted, path)
    let row = SourceRow(
      slots: slots(chosen),
      units: (
        ra: wanted.inHours ? .hours : try unit(of: ra, reader, path),
        dec: try unit(of: dec, reader, path)
      ),
      origin: pixels.origin)
    var sources: [SurveySource] = []
    try reader.forEachRow(chosen.compactMap { $0 }) { texts in
      guard sources.count < most else { throw Failure("'\(path)' has more than \(most) rows") }
      sources.append(row.source(texts, number: sources.count + 1))
    }
    guard !sources.isEmpty else { throw Failure("'\(path)' has no rows") }
    return SourceReading(
      sources: sources, notes: reader.notes, pixelNotes: pixels.notes,
      prefersPixels: wanted.prefersPixels)
  }

  /// Whether a table has what a source needs; one of several is chosen by it.
  private static func hasPositions(_ names: [String], _ wanted: SourceColumns) -> Bool {
    guard let places = try? wanted.places(among: names, of: "") else { return false }
    let has = places.map { $0 != nil }
    return has[1] && has[2] || has[3] && has[4]
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
}

/// Makes a source of the texts of a row.
private struct SourceRow {
  /// The columns of id, ra, dec, x, y.
  let slots: [Int?]
  let units: (ra: AngleUnit, dec: AngleUnit)
  let origin: Int

  func source(_ texts: [String?], number: Int) -> SurveySource {
    func text(_ column: Int) -> String? { slots[column].flatMap { texts[$0] } }
    func decimal(_ column: Int) -> String? { text(column).map { DecimalComma.plain($0) ?? $0 } }
    func pixel(_ column: Int) -> Double? {
      decimal(column).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 + Double(1 - origin) : nil }
    }
    var source = SurveySource(id: text(0) ?? "\(number)")
    if let ra = decimal(1).flatMap({ SkyAngle.rightAscension($0, unit: units.ra) }),
      let dec = decimal(2).flatMap({ SkyAngle.declination($0, unit: units.dec) })
    {
      source.sky = SkyPosition(ra: ra, dec: dec)
    }
    if let x = pixel(3), let y = pixel(4) { source.place = ImagePosition(x: x, y: y) }
    return source
  }
}

import Foundation
import Rasters
import Settings

/// Which columns of a catalogue hold what.
package struct SourceColumns: Sendable {
  package enum Role: String, CaseIterable, Sendable { case id, ra, dec, x, y }

  /// Names that somebody gave; for the others the usual ones are looked for.
  package var names: [Role: String]
  /// Plain numbers of right ascension are hours.
  package var inHours: Bool
  /// What a catalogue calls the first pixel: 1 as FITS does, or 0; nil takes what columns of their
  /// names count from.
  package var pixelOrigin: Int?

  package init(names: [Role: String] = [:], inHours: Bool = false, pixelOrigin: Int? = nil) {
    self.names = names
    self.inHours = inHours
    self.pixelOrigin = pixelOrigin
  }

  static let usual: [Role: [String]] = [
    .id: [
      "id", "objid", "source_id", "sourceid", "obj_id", "object_id", "number", "name", "source",
      "designation", "dr7objid", "dr8objid", "specobjid", "main_id", "recno", "targetid", "label",
    ],
    .ra: [
      "ra", "radeg", "ra_deg", "raj2000", "ra_j2000", "_raj2000", "ra_icrs", "alpha_j2000",
      "alphawin_j2000", "alphapeak_j2000", "right_ascension", "ra2000", "alpha", "_ra",
      "ramean", "ra_mean", "target_ra", "alpha_sky", "alphawin_sky",
    ],
    .dec: [
      "dec", "decdeg", "dedeg", "dec_deg", "dej2000", "decj2000", "dec_j2000", "_dej2000",
      "de_icrs", "delta_j2000", "deltawin_j2000", "deltapeak_j2000", "declination", "dec2000",
      "delta", "de", "_de", "decmean", "dec_mean", "target_dec", "delta_sky", "deltawin_sky",
    ],
    .x: PixelOrigin.pairs.map(\.x), .y: PixelOrigin.pairs.map(\.y),
  ]

  /// Where the columns of all roles are; nil for those that a table has not.
  func places(among names: [String], of path: String) throws -> [Int?] {
    try Role.allCases.map { try place($0, among: names, of: path) }
  }

  /// Somebody has named the columns of pixels, and none of the sky.
  var prefersPixels: Bool {
    names[.x] != nil && names[.y] != nil && names[.ra] == nil && names[.dec] == nil
  }

  /// Refuses one coordinate that somebody has named without the other.
  func checkPairs(_ chosen: [Int?], of path: String) throws {
    let pairs: [(Role, Role, SettingName, SettingName)] = [
      (.ra, .dec, CatalogueSettings.rightAscension.name, CatalogueSettings.declination.name),
      (.x, .y, CatalogueSettings.x.name, CatalogueSettings.y.name),
    ]
    func isThere(_ role: Role) -> Bool {
      Role.allCases.firstIndex(of: role).map { chosen[$0] != nil } ?? false
    }
    for (first, second, one, other) in pairs {
      let (given, missing) = names[first] != nil ? (one, other) : (other, one)
      guard names[first] != nil || names[second] != nil, isThere(first) != isThere(second)
      else { continue }
      throw Failure.usage(
        "\(given) needs \(missing): no column of '\(path)' looks like that", code: .missing,
        path: path)
    }
  }

  private func place(_ role: Role, among names: [String], of path: String) throws -> Int? {
    guard let wanted = self.names[role] else {
      // A column that is named for one thing is not taken for another.
      let taken = Set(self.names.values)
      let plain = names.map { taken.contains($0) ? "" : Self.plain($0) }
      guard let word = Self.usual[role]?.first(where: plain.contains) else { return nil }
      return try only(plain.indices.filter { plain[$0] == word }, names, path)
    }
    let exact = names.indices.filter { names[$0] == wanted }
    if !exact.isEmpty { return try only(exact, names, path) }
    let near = names.indices.filter { names[$0].lowercased() == wanted.lowercased() }
    if !near.isEmpty { return try only(near, names, path) }
    throw Failure.usage(
      "'\(path)' has no column '\(wanted)'" + DidYouMean.hint(for: wanted, among: names)
        + "; it has \(names.prefix(40).joined(separator: ", "))")
  }

  /// The one column that is meant.
  private func only(_ found: [Int], _ names: [String], _ path: String) throws -> Int? {
    guard found.count > 1 else { return found.first }
    let same = Set(found.map { names[$0] })
    let called = same.sorted().map { "'\($0)'" }.joined(separator: " and ")
    throw Failure.usage(
      same.count == 1
        ? "\(found.count) columns of '\(path)' are called \(called): rename all but one"
        : "columns \(called) of '\(path)' may both be meant: name one of them")
  }

  /// A name in small letters, without what stands behind it in brackets: "RA (J2000)" is "ra".
  private static func plain(_ name: String) -> String {
    let text = name.trimmingCharacters(in: .whitespaces)
    guard let last = text.last, last == ")" || last == "]",
      let open = text.lastIndex(of: last == ")" ? "(" : "["), open != text.startIndex
    else { return text.lowercased() }
    return text[..<open].trimmingCharacters(in: .whitespaces).lowercased()
  }
}

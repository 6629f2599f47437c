internal import CWCS
import Foundation
import Rasters

/// From pixels of an image to the sky and back, as its FITS header says:
/// every projection and distortion that wcslib knows (TAN, SIP, TPV, ZPX …),
/// axes in any order and direction. Not for two threads.
package final class CelestialWCS {
  /// Reference system of the positions that it gives and takes: ICRS, or that of
  /// the image where it is as good as ICRS (FK5 of J2000).
  package let system: String
  /// In years; nil where the header has none.
  package let equinox: Double?
  /// What is to be known of its positions.
  package let notes: [String]
  /// The system of the image's axes where positions are brought to ICRS.
  private let frame: SkyFrame?
  let header: SkyHeader
  private let wcs: UnsafeMutablePointer<wcsprm>
  private let longitude: Int
  private let latitude: Int

  /// Nil where the header knows no right ascension and declination; throws
  /// where it does and contradicts itself.
  package convenience init?(_ cards: [String], name: String) throws {
    let header = SkyHeader(cards)
    guard header.cards.contains(where: { Self.starts.contains(SkyHeader.key($0)) }) else {
      return nil
    }
    try Self.check(header, name)
    try self.init(header, cards, name)
  }

  /// Cards without one of which there is no sky: axes, or a plate of the
  /// Digitized Sky Survey.
  private static let starts = ["CTYPE1", "AMDX1"]

  /// Axes and coefficients whose number wcslib would make room for.
  private static func check(_ header: SkyHeader, _ name: String) throws {
    for key in ["WCSAXES", "NAXIS"] {
      guard let text = header.value(key), let count = Int(text) else { continue }
      guard (0...9).contains(count) else {
        throw Failure("the header of '\(name)' says \(key) = \(count); 0 to 9 are wanted")
      }
    }
    for key in ["A_ORDER", "B_ORDER", "AP_ORDER", "BP_ORDER"] {
      guard let text = header.value(key), let order = Int(text) else { continue }
      guard (0...9).contains(order) else {
        throw Failure("the header of '\(name)' says \(key) = \(order); 0 to 9 are wanted")
      }
    }
  }

  private init?(_ header: SkyHeader, _ cards: [String], _ name: String) throws {
    let named = Self.named(header)
    guard !named.isEmpty else { return nil }
    var text = Array(named.joined().utf8CString)
    var (rejected, count) = (Int32(0), Int32(0))
    var parsed: UnsafeMutablePointer<wcsprm>?
    let keys = Int32(text.count / 80)
    let status = wcspih(&text, keys, WCSHDR_all, 0, &rejected, &count, &parsed)
    defer { wcsvfree(&count, &parsed) }
    guard status == 0, let parsed, count > 0 else {
      throw Failure("the sky coordinates in the header of '\(name)' cannot be read")
    }
    wcs = .allocate(capacity: 1)
    UnsafeMutableRawPointer(wcs).initializeMemory(
      as: UInt8.self, repeating: 0, count: MemoryLayout<wcsprm>.size)
    self.header = header
    let reason = Self.prepare(parsed, into: wcs)
    (longitude, latitude) = (Int(wcs.pointee.lng), Int(wcs.pointee.lat))
    let stated = Self.text(wcs.pointee.radesys)
    // wcslib marks what is undefined by an enormous number.
    let year = wcs.pointee.equinox > 0 && wcs.pointee.equinox < 1e4 ? wcs.pointee.equinox : nil
    let kind = Self.text(wcs.pointee.lngtyp)
    frame = SkyFrame(axis: kind, system: stated, equinox: year)
    (system, equinox) = frame == nil ? (stated, year) : ("ICRS", nil)
    notes = try Self.notes(frame, header, name)
    if var reason {
      if let doubt = SkyDoubt(header: header).words { reason = doubt }
      throw Failure("the sky coordinates of '\(name)' cannot be used: \(reason)")
    }
    guard longitude >= 0, latitude >= 0 else { return nil }
    guard kind == "RA" || frame != nil else {
      throw Failure(
        "'\(name)' has \(kind) for its sky coordinates; right ascension and declination, or "
          + "galactic, supergalactic or ecliptic coordinates, are wanted")
    }
    guard kind != "ELON" || year.map({ abs($0 - 2000) < 1e-6 }) ?? true else {
      throw Failure(
        "'\(name)' has ecliptic coordinates of the equinox \(year ?? 0); those of 2000 are wanted")
    }
  }

  private static func notes(
    _ frame: SkyFrame?, _ header: SkyHeader, _ name: String
  ) throws -> [String] {
    let moved = frame.map { "positions on '\(name)' are ICRS, brought from its own \($0.name)" }
    return [moved, try TableDistortion.note(header, name)].compactMap(\.self)
  }

  deinit {
    wcsfree(wcs)
    wcs.deallocate()
  }

  /// The header as wcslib wants it: polynomial terms of SIP are in force with
  /// or without "-SIP" in CTYPE, and terms PVi_j of SCAMP make TAN a TPV.
  private static func named(_ header: SkyHeader) -> [String] {
    let hasSIP = header.value("A_ORDER") != nil
    let hasTPV = header.cards.contains {
      let parts = SkyHeader.key($0).dropFirst(2).split(separator: "_").compactMap { Int($0) }
      return SkyHeader.key($0).hasPrefix("PV") && parts.count == 2 && parts[1] > 4
    }
    let known = header.cards.filter { !SkyHeader.isTable(SkyHeader.key($0)) }
    return known.compactMap(SkyCard.plain).map { card in
      let value = SkyHeader.value(card)
      guard SkyHeader.key(card).hasPrefix("CTYPE"), value.hasSuffix("-TAN") else { return card }
      let name = hasSIP ? value + "-SIP" : hasTPV ? value.dropLast(3) + "TPV" : value
      let key = SkyHeader.key(card).padding(toLength: 8, withPad: " ", startingAt: 0)
      return "\(key)= '\(name)'".padding(toLength: 80, withPad: " ", startingAt: 0)
    }
  }

  /// The first two axes of a header, ready; or the reason why they are not.
  private static func prepare(
    _ parsed: UnsafeMutablePointer<wcsprm>, into wcs: UnsafeMutablePointer<wcsprm>
  ) -> String? {
    var axes: [Int32] = [1, 2]
    var count: Int32 = 2
    guard parsed.pointee.naxis >= 2 else { return "two axes are wanted" }
    var status = facies_wcs_copy(parsed, &count, &axes, wcs)
    if status == 0 {
      // Units in other spellings, old names of reference systems.
      var outcome = [Int32](repeating: 0, count: Int(NWCSFIX))
      wcsfix(0, nil, wcs, &outcome)
      status = wcsset(wcs)
    }
    guard status != 0 else {
      return isInvertible(wcs.pointee) ? nil : "the matrix of CDi_j or PCi_j is singular"
    }
    guard let error = wcs.pointee.err, let words = error.pointee.msg else {
      return "wcslib's error \(status)"
    }
    return String(cString: words).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// wcslib takes a singular matrix and fails at every place.
  private static func isInvertible(_ wcs: wcsprm) -> Bool {
    guard let matrix = wcs.altlin & 2 != 0 ? wcs.cd : wcs.pc else { return true }
    let determinant = matrix[0] * matrix[3] - matrix[1] * matrix[2]
    return determinant != 0 && determinant.isFinite
  }

  private static func text<T>(_ bytes: T) -> String {
    withUnsafeBytes(of: bytes) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }
  }

  /// Nil where the projection has no sky.
  package func sky(at place: ImagePosition) -> SkyPosition? {
    var pixel = [place.x, place.y]
    var (between, native) = ([0.0, 0.0], (0.0, 0.0))
    var world = [0.0, 0.0]
    var state: Int32 = 0
    guard
      wcsp2s(wcs, 1, 2, &pixel, &between, &native.0, &native.1, &world, &state) == 0,
      world[longitude].isFinite, world[latitude].isFinite
    else { return nil }
    return frame?.icrs(longitude: world[longitude], latitude: world[latitude])
      ?? SkyPosition(ra: world[longitude], dec: world[latitude])
  }

  /// Nil where the image cannot show this part of the sky.
  package func pixel(at sky: SkyPosition) -> ImagePosition? {
    var world = [0.0, 0.0]
    let place = frame?.own(sky) ?? (longitude: sky.ra, latitude: sky.dec)
    (world[longitude], world[latitude]) = (place.longitude, place.latitude)
    var (between, native) = ([0.0, 0.0], (0.0, 0.0))
    var pixel = [0.0, 0.0]
    var state: Int32 = 0
    guard
      wcss2p(wcs, 1, 2, &world, &native.0, &native.1, &between, &pixel, &state) == 0,
      pixel[0].isFinite, pixel[1].isFinite
    else { return nil }
    return ImagePosition(x: pixel[0], y: pixel[1])
  }
}

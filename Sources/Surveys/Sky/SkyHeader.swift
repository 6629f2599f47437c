import Foundation

/// The cards of a FITS header that say where an image is on the sky.
package struct SkyHeader {
  /// 80 bytes each, without END.
  var cards: [String]

  init(_ cards: [String]) {
    self.cards = cards.filter { Self.isSky(Self.key($0)) }
  }

  static func key(_ card: String) -> String {
    card.prefix(8).trimmingCharacters(in: .whitespaces).uppercased()
  }

  /// The value of a card without quotes and comment.
  static func value(_ card: String) -> String {
    guard card.count > 10, card.dropFirst(8).hasPrefix("=") else { return "" }
    let body = card.dropFirst(9).drop { $0 == " " }
    if body.hasPrefix("'") {
      return body.dropFirst().prefix { $0 != "'" }.trimmingCharacters(in: .whitespaces)
    }
    return body.prefix { $0 != "/" }.trimmingCharacters(in: .whitespaces)
  }

  func value(_ key: String) -> String? {
    cards.first { Self.key($0) == key }.map(Self.value)
  }

  private static let plain = [
    "WCSAXES", "LONPOLE", "LATPOLE", "RADESYS", "RADECSYS", "EQUINOX", "EPOCH", "DATE-OBS",
    "MJD-OBS", "WCSNAME",
  ]
  private static let numbered = [
    "CTYPE", "CUNIT", "CRVAL", "CRPIX", "CDELT", "CROTA", "CD", "PC", "PV", "PS", "A", "B", "AP",
    "BP", "WAT", "NAXIS",
  ]
  private static let distortion = [
    "A_ORDER", "B_ORDER", "AP_ORDER", "BP_ORDER", "A_DMAX", "B_DMAX",
  ]

  /// The solution of a plate of the Digitized Sky Survey.
  private static let plate = [
    "PLTRAH", "PLTRAM", "PLTRAS", "PLTDECSN", "PLTDECD", "PLTDECM", "PLTDECS", "XPIXELSZ",
    "YPIXELSZ",
  ]
  private static let numberedPlate = ["AMDX", "AMDY", "PPO", "CNPIX"]
  /// Tables of distortion, which are only told of.
  private static let tables = ["CPDIS", "CQDIS", "CPERR", "CQERR", "D2IMDIS", "D2IMERR"]

  static func isTable(_ key: String) -> Bool {
    tables.contains { key.hasPrefix($0) && key.dropFirst($0.count).allSatisfy(\.isNumber) }
  }

  static func isSky(_ key: String) -> Bool {
    if plain.contains(key) || distortion.contains(key) || plate.contains(key) { return true }
    if isTable(key) { return true }
    let stem = key.prefix { !$0.isNumber && $0 != "_" }
    let rest = key.dropFirst(stem.count)
    return !rest.isEmpty && (numbered + numberedPlate).contains(String(stem))
      && rest.allSatisfy { $0.isNumber || $0 == "_" }
  }

  /// Cards of the first two axes for a window whose first pixel is (column,
  /// row), from 0: the reference pixel moves, all else stays.
  func cards(column: Int, row: Int) -> [String] {
    cards.compactMap { card in
      let key = Self.key(card)
      switch key {
      case "CRPIX1": return Self.moved(card, by: -Double(column))
      case "CRPIX2": return Self.moved(card, by: -Double(row))
      case "CNPIX1": return Self.moved(card, by: Double(column))
      case "CNPIX2": return Self.moved(card, by: Double(row))
      case "WCSAXES": return nil
      // The tables themselves stay behind.
      default: return Self.belongsToPlane(key) && !Self.isTable(key) ? card : nil
      }
    }
  }

  /// Whether a card speaks of no axis beyond the second.
  private static func belongsToPlane(_ key: String) -> Bool {
    guard !key.hasPrefix("NAXIS") else { return false }
    let stem = key.prefix { !$0.isNumber && $0 != "_" }
    let rest = key.dropFirst(stem.count)
    switch stem {
    case "CTYPE", "CUNIT", "CRVAL", "CDELT", "CROTA", "PV", "PS", "WAT":
      return axes(rest).first.map { $0 <= 2 } ?? false
    case "CD", "PC": return axes(rest).allSatisfy { $0 <= 2 }
    default: return true
    }
  }

  /// The numbers behind a keyword's stem: "1", "1_2", and "001002" of the
  /// matrices of before 2002.
  private static func axes(_ rest: Substring) -> [Int] {
    guard rest.utf8.count == 6, !rest.contains("_") else {
      return rest.split(separator: "_").compactMap { Int($0) }
    }
    return [rest.prefix(3), rest.suffix(3)].compactMap { Int($0) }
  }

  private static func moved(_ card: String, by shift: Double) -> String? {
    let text = value(card).replacingOccurrences(of: "D", with: "E")
    return Double(text).map { real(key(card), $0 + shift) }
  }

  /// A card with a text.
  package static func text(_ key: String, _ value: String) -> String {
    let name = key.padding(toLength: 8, withPad: " ", startingAt: 0)
    let padded = value.padding(toLength: max(8, value.count), withPad: " ", startingAt: 0)
    return "\(name)= '\(padded)'".padding(toLength: 80, withPad: " ", startingAt: 0)
  }

  /// A card with a real number in all its digits.
  package static func real(_ key: String, _ value: Double) -> String {
    let name = key.padding(toLength: 8, withPad: " ", startingAt: 0)
    let number = String(format: "%.15G", value)
    let text = number.contains(".") || number.contains("E") ? number : number + ".0"
    let padded = String(repeating: " ", count: max(0, 20 - text.count)) + text
    return (name + "= " + padded).padding(toLength: 80, withPad: " ", startingAt: 0)
  }
}

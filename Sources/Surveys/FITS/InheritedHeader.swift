internal import CFITSIO
import Foundation
import Rasters

/// What an extension that says `INHERIT = T` takes over from the primary
/// header: unit, reference system, and its place on the sky if it has none of
/// its own.
struct InheritedHeader {
  private var cards: [String] = []

  /// Leaves the file at the image where it stands.
  static func cards(of handle: FITSHandle, number: Int) throws -> InheritedHeader {
    var inherits: Int32 = 0
    guard number > 0, handle.succeeds({ ffgkyl($0, "INHERIT", &inherits, nil, &$1) }),
      inherits != 0
    else { return InheritedHeader() }
    defer { _ = handle.succeeds { ffmahd($0, Int32(number + 1), nil, &$1) } }
    try handle.check("'\(handle.name)' has an unreadable header") { ffmahd($0, 1, nil, &$1) }
    return InheritedHeader(cards: try handle.cards())
  }

  func text(_ key: String) -> String? {
    cards.first { SkyHeader.key($0) == key }.map(SkyHeader.value).flatMap { $0.isEmpty ? nil : $0 }
  }

  private static let frame = ["RADESYS", "RADECSYS", "EQUINOX", "EPOCH", "DATE-OBS", "MJD-OBS"]

  /// A header with what it lacks. One that names its axes says all of its
  /// geometry itself: parts of another would contradict it.
  func added(to own: [String]) -> [String] {
    guard !cards.isEmpty else { return own }
    let keys = Set(own.map(SkyHeader.key))
    let isPlaced = keys.contains("CTYPE1")
    return own
      + cards.filter { card in
        let key = SkyHeader.key(card)
        return !keys.contains(key) && !key.hasPrefix("NAXIS")
          && (Self.frame.contains(key) || !isPlaced && SkyHeader.isSky(key))
      }
  }
}

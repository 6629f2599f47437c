import Foundation
import Rasters

/// Distortions that a header declares in the way of WCS Paper IV (CPDIS, CQDIS)
/// and of the Hubble Space Telescope (D2IMDIS). Tables of small shifts are
/// passed over with a note; a function that may shift by much is refused.
enum TableDistortion {
  /// Nil where there is none.
  static func note(_ header: SkyHeader, _ name: String) throws -> String? {
    let declared = header.cards.filter { card in
      stems.contains { Self.isNumbered(SkyHeader.key(card), $0) }
    }
    for card in declared where SkyHeader.value(card).lowercased() != "lookup" {
      throw Failure(
        "the header of '\(name)' has a distortion of the kind '\(SkyHeader.value(card))' "
          + "(\(SkyHeader.key(card))), which is not read: make an image without it, or one with SIP"
      )
    }
    guard !declared.isEmpty else { return nil }
    let keys = declared.map(SkyHeader.key).sorted().joined(separator: ", ")
    return "'\(name)' has tables of distortion (\(keys)), which are not applied: positions may lie "
      + "\(size(header)) off"
  }

  private static let stems = ["CPDIS", "CQDIS", "D2IMDIS"]
  private static let errors = ["CPERR", "CQERR", "D2IMERR"]

  /// The greatest shifts that the header states, over all tables and both axes.
  private static func size(_ header: SkyHeader) -> String {
    let stated = header.cards.filter { card in
      errors.contains { Self.isNumbered(SkyHeader.key(card), $0) }
    }
    var ofAxis: [Character: Double] = [:]
    for card in stated {
      guard let axis = SkyHeader.key(card).last, let value = Double(SkyHeader.value(card)),
        value.isFinite
      else { continue }
      ofAxis[axis, default: 0] += abs(value)
    }
    let total = ofAxis.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard total > 0 else { return "by as much as the tables say (the header does not)" }
    return "up to \(String(format: "%.2g", total)) pixels"
  }

  private static func isNumbered(_ key: String, _ stem: String) -> Bool {
    key.hasPrefix(stem) && key.count == stem.count + 1 && key.last?.isNumber == true
  }
}

/// What is to be known of a cutout; the bits of the column FLAGS.
package struct CutoutFlags: OptionSet, Hashable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Partly beyond the edge of the image; filled up with NaN.
  package static let edge = CutoutFlags(rawValue: 1)
  /// Wholly beyond it; no cutout.
  package static let outside = CutoutFlags(rawValue: 2)
  /// No position that can be read; no cutout.
  package static let noPosition = CutoutFlags(rawValue: 4)
  /// The image has no value in the whole cutout.
  package static let empty = CutoutFlags(rawValue: 8)
  /// Pixels of neighbours were taken out.
  package static let neighbours = CutoutFlags(rawValue: 16)
  /// Another row has the same identifier.
  package static let sameIdentifier = CutoutFlags(rawValue: 32)

  package var hasCutout: Bool { isDisjoint(with: [.outside, .noPosition]) }

  package static let meanings = [
    "1 partly beyond the edge (filled with NaN)", "2 outside the image", "4 no position",
    "8 no pixel has a value", "16 neighbours masked", "32 identifier not unique",
  ]
}

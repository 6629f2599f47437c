import Rasters

/// How unit colours meet paper and backdrop.
enum Tint {
  /// A colour with white showing through: 1 is the colour, 0 is white.
  static func onWhite(_ colour: RGB, opacity: Double) -> RGB {
    RGB(
      onWhite(colour.red, opacity), onWhite(colour.green, opacity), onWhite(colour.blue, opacity))
  }

  private static func onWhite(_ part: UInt8, _ opacity: Double) -> UInt8 {
    let share = min(max(opacity, 0), 1)
    return UInt8((255 - (255 - Double(part)) * share).rounded())
  }

  /// The product of a colour and a backdrop, both 0 ... 255, with the
  /// backdrop drawn towards white: `strength` 0 ... 256 keeps none ... all of
  /// its shade.
  @inline(__always)
  static func multiplied(_ part: UInt8, _ backdrop: UInt8, strength: Int) -> UInt8 {
    let shade = 255 - ((255 - Int(backdrop)) * strength + 128) >> 8
    return UInt8(truncatingIfNeeded: (Int(part) * shade + 127) / 255)
  }
}

/// One line of text at its place on a sheet.
struct TextLine: Hashable, Sendable {
  /// Which point of the line is at `x`.
  enum Alignment: Hashable, Sendable {
    case start
    case middle
    case end
  }

  /// How strongly it is printed.
  enum Ink: Hashable, Sendable {
    case full
    case quiet
  }

  var text: String
  /// Where the anchor is; on a whole pixel, so that strips agree.
  var x: Double
  /// The baseline, or for an upright line its middle along y.
  var y: Double
  /// Pixels.
  var size: Double
  var isBold = false
  var ink = Ink.full
  var alignment = Alignment.start
  /// Reads from bottom to top; `x` is then the baseline, `y` the anchor.
  var isUpright = false
  /// Pixels along the line, as measured.
  var length: Double

  /// Parts of the size above and below the baseline; enough for accents.
  static let ascent = 0.95
  static let descent = 0.28

  /// What the line covers.
  var rect: SheetRect {
    let start = -length * share
    guard isUpright else {
      return SheetRect(
        x: x + start, y: y - size * Self.ascent, width: length,
        height: size * (Self.ascent + Self.descent))
    }
    return SheetRect(
      x: x - size * Self.ascent, y: y - length - start,
      width: size * (Self.ascent + Self.descent), height: length)
  }

  /// Part of the length that lies before the anchor.
  var share: Double {
    switch alignment {
    case .start: 0
    case .middle: 0.5
    case .end: 1
    }
  }
}

extension TextMeasure {
  /// A measured line, its anchor on whole pixels.
  func line(
    _ text: String, x: Double, y: Double, size: Double, isBold: Bool = false,
    ink: TextLine.Ink = .full, alignment: TextLine.Alignment = .start, isUpright: Bool = false
  ) -> TextLine {
    TextLine(
      text: text, x: x.rounded(), y: y.rounded(), size: size, isBold: isBold, ink: ink,
      alignment: alignment, isUpright: isUpright,
      length: width(text, size: size, isBold: isBold))
  }
}

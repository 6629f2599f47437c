/// A bar of round length with its labels above it.
struct ScaleBarLayout: Hashable, Sendable {
  /// The bar itself.
  var bar: SheetRect
  /// Black and white parts of equal length, black first.
  var segments: Int
  var labels: [TextLine]

  var rect: SheetRect { labels.reduce(bar) { $0.union($1.rect) } }

  /// Places a bar with its left end at `x` and its labels from `y` down, at
  /// most `longest` pixels long; nil where no length can be told.
  init?(
    metresPerPixel: Double, longest: Double, x: Double, y: Double, em: Double,
    measure: some TextMeasure
  ) {
    guard metresPerPixel > 0, (1e-9...1e12).contains(metresPerPixel * longest) else { return nil }
    let metres = RoundNumber.atMost(metresPerPixel * longest)
    let digit = RoundNumber.digit(of: metres)
    let size = em * 0.9
    let top = (y + size * 1.45).rounded()
    let length = metres / metresPerPixel
    bar = SheetRect(x: x, y: top, width: length, height: max(2, (em * 0.34).rounded()))
    segments = digit == 2 ? 4 : digit == 5 ? 5 : 2
    let unit = LengthUnit(for: metres)
    func label(_ share: Double, _ suffix: String, _ alignment: TextLine.Alignment) -> TextLine {
      let text = Numbers.grouped(
        share * metres / unit.metres, decimals: unit.decimals(share * metres))
      return measure.line(
        text + suffix, x: x + share * length, y: y + size, size: size, alignment: alignment)
    }
    let zero = label(0, "", .start)
    let middle = label(digit == 5 ? 0.4 : 0.5, "", .middle)
    let end = label(1, Numbers.thinSpace + unit.name, .middle)
    labels = [zero, middle, end]
    let gap = em * 0.5
    if zero.rect.maxX + gap > middle.rect.x || middle.rect.maxX + gap > end.rect.x {
      labels = end.rect.x >= zero.rect.maxX + gap ? [zero, end] : [end]
    }
  }
}

/// What a length is told in.
enum LengthUnit {
  case metre
  case kilometre

  init(for metres: Double) {
    self = metres >= 1000 ? .kilometre : .metre
  }

  var metres: Double { self == .metre ? 1 : 1000 }
  var name: String { self == .metre ? "m" : "km" }

  /// Decimals that a round length, or a round part of it, needs.
  func decimals(_ length: Double) -> Int {
    guard length > 0 else { return 0 }
    var scaled = length / metres
    for decimals in 0..<12 {
      if scaled >= 0.5, abs(scaled - scaled.rounded()) < 1e-6 * scaled { return decimals }
      scaled *= 10
    }
    return 12
  }
}
